import type { Setting } from './setting.ts'

/**
 * How two command lines differ: option by option (`train --lr`) where only values of options or of `key=value`
 * arguments differ, else as a whole.
 */
export function commandSettings(before: string, after: string): Setting[] {
  if (before === after) return []
  const whole: Setting = { name: 'train', before, after, absent: 'unset' }
  const [a, b] = [parse(before), parse(after)]
  if (a === undefined || b === undefined || a.plain.join('\0') !== b.plain.join('\0'))
    return [whole]
  const names = [...new Set([...a.options.keys(), ...b.options.keys()])]
  const settings = names
    .map((name): Setting => ({
      name: `train ${name}`,
      before: a.options.get(name),
      after: b.options.get(name),
      absent: 'unset',
    }))
    .filter((setting) => setting.before !== setting.after)
  // The same options in another order or spelling: a difference all the same.
  return settings.length === 0 ? [whole] : settings
}

interface Command {
  /** Words that are no option, in their order. */
  readonly plain: readonly string[]
  readonly options: ReadonlyMap<string, string>
}

const WORD = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g
/** Where the shell does more than splitting words, we do not pretend to understand. */
const SHELL = /[|&;<>()`$\\]/

function parse(command: string): Command | undefined {
  if (SHELL.test(command)) return undefined
  const words = command.match(WORD)?.map((word) => word.replace(/["']/g, '')) ?? []
  const plain: string[] = []
  const options = new Map<string, string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const pair = /^(-{1,2}[^=]+|[+~]*[A-Za-z_][\w.@/-]*)=(.*)$/.exec(word)
    const next = words[at + 1]
    if (pair === null && !/^--?[A-Za-z]/.test(word)) plain.push(word)
    else {
      const [, name = word, value] = pair ?? []
      if (options.has(name)) return undefined
      const takesNext = value === undefined && next !== undefined && !/^--?[A-Za-z]/.test(next)
      options.set(name, value ?? (takesNext ? next : ''))
      if (takesNext) at++
    }
  }
  return { plain, options }
}
