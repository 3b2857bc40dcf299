import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { PROBE } from './python.ts'

/**
 * Parses each file as an old Python would; prints what is wrong, and the names of modules that are imported. A parser of
 * `(3, 4)` takes no f-string with a format of its own, no annotation of a variable and no `async` comprehension; what Python
 * 2 lacks beside these is looked for by itself.
 */
const LOOK = `
import ast, json, sys
OF_3 = (ast.JoinedStr, ast.Nonlocal, ast.AnnAssign, ast.YieldFrom, ast.AsyncFunctionDef, ast.Await, ast.NamedExpr, ast.Starred)
found = {}
for name in sys.argv[1:]:
    with open(name) as file:
        text = file.read()
    is_first = name.endswith("sitecustomize.py")
    tree = ast.parse(text, name, feature_version=(3, 4) if is_first else (3, 9))
    nodes = list(ast.walk(tree))
    wrong = [type(node).__name__ for node in nodes if is_first and (isinstance(node, OF_3) or getattr(node, "returns", None) or getattr(node, "kwonlyargs", None))]
    wrong += ["match" for node in nodes if type(node).__name__ in ("Match", "TryStar", "TypeAlias")]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0]
    roots = sorted({name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - {"reprise_probe", "sitecustomize"})
    found[name] = {"wrong": wrong, "foreign": roots, "ascii": not is_first or text.isascii()}
print(json.dumps(found))
`

function look(names: readonly string[]) {
  const { stdout, stderr, status } = spawnSync('/usr/bin/python3', ['-c', LOOK, ...names], {
    cwd: PROBE,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as unknown
}

const sources = readdirSync(PROBE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.py'),
)

test('the folder holds nothing that a program could import by accident', () => {
  const names = readdirSync(PROBE).filter((name) => name !== '__pycache__')
  expect(names).toEqual(['reprise_probe', 'sitecustomize.py'])
})

test('the sources are Python 3.9 and import nothing but the standard library; the first file is Python 2 as well', () => {
  expect(sources).toEqual(expect.arrayContaining([join('reprise_probe', 'report.py')]))
  expect(look(sources)).toEqual(
    Object.fromEntries(sources.map((name) => [name, { wrong: [], foreign: [], ascii: true }])),
  )
})
