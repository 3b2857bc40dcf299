/**
 * The main job on a real small training: accepts a baseline for one of `examples/` and plays four changes.
 * Every verdict comes from the real flow: `dist/cli.js` in a temporary git repository.
 *
 *   npm run demo                       examples/digits: shows each report, and where the pages lie
 *   npm run demo -- char-gpt           examples/char-gpt, where PyTorch is installed: two minutes
 *   npm run demo -- --isolation 1      the same without a sandbox
 */
import { charGpt } from './demo/char-gpt.ts'
import { DIGITS } from './demo/digits.ts'
import { heading, say, Scene, type Scenario } from './demo/scene.ts'

const scenarios: Readonly<Record<string, () => Scenario>> = {
  digits: () => DIGITS,
  'char-gpt': charGpt,
}

const words = process.argv.slice(2)
const name = words[0]?.startsWith('-') === false ? words.shift() : 'digits'
try {
  const scenario = scenarios[name ?? '']?.()
  if (scenario === undefined)
    throw new Error(`No such demo: ${name}. There are ${Object.keys(scenarios).join(', ')}.`)
  process.exitCode = play(scenario, words)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}

/** Returns how many changes got another verdict than expected. */
function play(scenario: Scenario, options: readonly string[]): number {
  const scene = new Scene(scenario)
  acceptBaseline(scene, scenario, options)
  let surprises = 0
  for (const [index, change] of scenario.changes.entries()) {
    heading(`${index + 1}. ${change.title}`)
    change.apply(scene)
    scene.git('--no-pager', 'diff', '--stat')
    scene.reprise('check', ...options)
    const verdict = scene.keepPage(String(index + 1))
    if (verdict !== change.expect) {
      surprises += 1
      say(`\nExpected ${change.expect}, got ${verdict}.`)
    }
    scene.git('checkout', '-q', '--', '.')
  }
  say(`\nThe pages with curves: ${scene.pages}`)
  return surprises
}

function acceptBaseline(scene: Scene, scenario: Scenario, options: readonly string[]): void {
  scenario.prepare?.(scene)
  scene.git('init', '-q', '-b', 'main')
  scene.git('add', '.')
  scene.git('commit', '-qm', 'A small training')
  heading('A baseline is accepted')
  scene.reprise('check', ...options)
  scene.reprise('accept')
  scene.git('add', 'reprise.lock')
  scene.git('commit', '-qm', 'Accept the first baseline')
}
