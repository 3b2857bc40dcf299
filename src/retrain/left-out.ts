/** Where the training ran, to tell which file a path in its output means. */
export interface CrashPlace {
  /** Relative to the tree: the folder that the training ran in. */
  readonly directory: string
  /** The tree's path as the training saw it. */
  readonly seenAs: string
}

/** Longest first, so that a quoted path with spaces is one word. */
const QUOTED = /'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`/g
const WORD = /[^\s'"`,;()[\]{}<>]+/g
const MODULE = /No module named '([\w.]+)'/g
const NAME_OF_PACKAGE = /cannot import name '(\w+)' from '([\w.]+)'/g
/** A frame of a traceback names a file that was there. */
const FRAME = /^[ \t]*File ".*", line \d/
/** A line is what its writer wants it to be; what names a file stands near its beginning. */
const LONGEST_LINE = 2000

/**
 * The git-ignored files that a crash names: by path, relative to where it ran or absolute, or as a Python module.
 *
 * @param ignored files of the checkout that the training did not see, relative to it
 */
export function leftOut(
  stderrTail: string,
  ignored: readonly string[],
  place: CrashPlace,
): string[] {
  const text = messagesIn(stderrTail)
  const named = new Set(pathsIn(text).flatMap((path) => relative(path, place)))
  const modules = modulesIn(text)
  return ignored
    .filter(
      (path) =>
        named.has(path) || isUnder(path, named) || modules.some((name) => isModule(path, name)),
    )
    .slice(0, MOST)
}

/** The folders of the paths that a crash names, relative to the tree, each once: one of them may not be there. */
export function foldersNamed(stderrTail: string, place: CrashPlace): string[] {
  const paths = pathsIn(messagesIn(stderrTail)).flatMap((path) => relative(path, place))
  const folders = paths.flatMap((path) =>
    path.includes('/') ? [path.slice(0, path.lastIndexOf('/'))] : [],
  )
  return [...new Set(folders)].slice(-MOST)
}

/** What a crash says, without the frames of its traceback. */
function messagesIn(stderrTail: string): string {
  return stderrTail
    .split(/[\r\n]+/)
    .map((line) => line.slice(0, LONGEST_LINE))
    .filter((line) => !FRAME.test(line))
    .join('\n')
}

/** Enough to see what is missing: a folder may hold thousands of files, and a text name as many modules. */
const MOST = 5

function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(QUOTED)].map(([, a, b, c]) => a ?? b ?? c ?? '')
  // A word of prose may be a folder's name: without quotes only what looks like a path is one.
  const words = [...text.matchAll(WORD)]
    .map(([word]) => word.replace(/(?<![.:])[.:]+$/, ''))
    .filter((word) => /[./]/.test(word))
  return [...quoted, ...words]
}

/** A path in a message as one relative to the tree; none where it leads out of it, or to where everything lies. */
function relative(path: string, { directory, seenAs }: CrashPlace): string[] {
  const isAbsolute = path.startsWith('/')
  if (isAbsolute && !path.startsWith(`${seenAs}/`)) return []
  const named = normal(isAbsolute ? path.slice(seenAs.length + 1) : `${directory}/${path}`)
  return `${normal(directory)}/`.startsWith(`${named}/`) || named === '' ? [] : [named]
}

function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** A crash may name a folder that is ignored as a whole. */
function isUnder(path: string, named: ReadonlySet<string>): boolean {
  const parts = path.split('/')
  return parts.some((_, index) => index > 0 && named.has(parts.slice(0, index).join('/')))
}

function modulesIn(text: string): string[] {
  const missing = [...text.matchAll(MODULE)].map(([, name = '']) => name)
  const within = [...text.matchAll(NAME_OF_PACKAGE)].map(([, name, from]) => `${from}.${name}`)
  return [...new Set([...missing, ...within])].slice(-MOST)
}

function isModule(path: string, name: string): boolean {
  const stem = name.replaceAll('.', '/')
  return [`${stem}.py`, `${stem}/__init__.py`].some(
    (file) => path === file || path.endsWith(`/${file}`),
  )
}
