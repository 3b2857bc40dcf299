/**
 * The main job on a real small training: accepts a baseline for examples/digits and plays four changes.
 * Every verdict comes from the real flow: `dist/cli.js` in a temporary git repository.
 *
 *   npm run demo                       shows each report, and where the pages lie
 *   npm run demo -- --isolation 1      the same without a sandbox
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('..', import.meta.url))
const cli = join(project, 'dist', 'cli.js')
const options = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'reprise-demo-'))
const repository = join(folder, 'digits')
const pages = join(folder, 'pages')

interface Change {
  readonly title: string
  readonly expect: string
  apply(): void
}

const changes: readonly Change[] = [
  {
    title: 'A refactoring that changes nothing',
    expect: 'identical',
    apply: () =>
      edit(
        'digits/network.py',
        'scores = [sum(map(mul, row, hidden)) + row[-1] for row in self.output]',
        'scores = [row[-1] + sum(map(mul, row, hidden)) for row in self.output]',
      ),
  },
  {
    title: 'One changed row of training data',
    expect: 'changed',
    apply: () => relabel('data/train.csv', 212, 3),
  },
  {
    title: 'A shuffle seeded from the clock, which no seeding can repair',
    expect: 'nondeterministic',
    apply: () => {
      edit('train.py', 'import random\n', 'import random\nimport time\n')
      edit('train.py', 'rng.shuffle(train)', 'random.Random(time.time_ns()).shuffle(train)')
    },
  },
  {
    title: 'A slightly other learning rate, where the base tolerates 2 %',
    expect: 'reproduced',
    apply: () => {
      edit('reprise.yml', 'require: identical', 'require: reproduced')
      edit('reprise.yml', 'eval_loss: {better: lower}', 'eval_loss: {better: lower, within: 2%}')
      git('commit', '-qam', 'Tolerate 2 %')
      edit('configs/mini.json', '"learning_rate": 0.05', '"learning_rate": 0.0505')
    },
  },
]

mkdirSync(pages)
cpSync(join(project, 'examples', 'digits'), repository, { recursive: true })
git('init', '-q', '-b', 'main')
git('add', '.')
git('commit', '-qm', 'A small training')

heading('A baseline is accepted')
reprise('check', ...options)
reprise('accept')
git('add', 'reprise.lock')
git('commit', '-qm', 'Accept the first baseline')

let surprises = 0
for (const [index, change] of changes.entries()) {
  heading(`${index + 1}. ${change.title}`)
  change.apply()
  git('--no-pager', 'diff', '--stat')
  reprise('check', ...options)
  const { verdict } = JSON.parse(readFileSync(join(repository, '.reprise', 'report.json'), 'utf8'))
    .models[0].verdict
  const page = join(pages, `${index + 1}-${verdict}.html`)
  cpSync(join(repository, '.reprise', 'report.html'), page)
  cpSync(join(repository, '.reprise', 'report.json'), page.replace(/html$/, 'json'))
  if (verdict !== change.expect) {
    surprises += 1
    say(`\nExpected ${change.expect}, got ${verdict}.`)
  }
  git('checkout', '-q', '--', '.')
}
say(`\nThe pages with curves: ${pages}`)
process.exitCode = surprises

function reprise(...args: string[]): void {
  say(`\n$ reprise ${args.join(' ')}`)
  const { status, error } = spawnSync(process.execPath, [cli, ...args], {
    cwd: repository,
    stdio: 'inherit',
  })
  if (error !== undefined) throw error
  // 0, 1 and 3 are verdicts; anything else is no answer at all.
  if (status !== 0 && status !== 1 && status !== 3)
    throw new Error(`reprise ${args.join(' ')} ended with ${status}`)
}

function git(...args: string[]): void {
  const identity = [
    '-c',
    'user.name=Demo',
    '-c',
    'user.email=demo@example.org',
    '-c',
    'commit.gpgsign=false',
  ]
  const { status } = spawnSync('git', [...identity, ...args], { cwd: repository, stdio: 'inherit' })
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}`)
}

function edit(file: string, before: string, after: string): void {
  const path = join(repository, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${file} has no ${JSON.stringify(before)}`)
  writeFileSync(path, text.replace(before, after))
}

/** Gives one data row (counted from 1, the header left out) another label. */
function relabel(file: string, row: number, label: number): void {
  const path = join(repository, file)
  const lines = readFileSync(path, 'utf8').split('\n')
  lines[row] = (lines[row] ?? '').replace(/\d+$/, String(label))
  writeFileSync(path, lines.join('\n'))
}

function heading(text: string): void {
  say(`\n${'─'.repeat(78)}\n${text}\n${'─'.repeat(78)}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
