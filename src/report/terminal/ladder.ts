import type { Ladder } from '../view/block.ts'
import { bullet, indent, type TerminalOptions } from './blocks.ts'
import { paint, wrap, type Style } from './style.ts'

const STYLES = { same: 'green', different: 'red', unknown: 'amber' } as const satisfies Record<
  string,
  Style
>

/** Where two runs part: one sentence, then a rung a line; rungs of which nothing is known have a question mark, never a tick. */
export function ladderLines({ words, rungs, notes }: Ladder, options: TerminalOptions): string[] {
  const { color, columns } = options
  const width = Math.max(0, ...rungs.map(({ name }) => name.length))
  return indent([
    ...(words === undefined ? [] : wrap(words, columns - 2, color)),
    ...rungs.map(({ name, sign, state, detail }) => {
      const [first = ''] = state === 'different' ? wrap(detail, columns - width - 6, color) : ['']
      return `${paint(sign, STYLES[state], color)} ${name.padEnd(width)} ${first.trim()}`.trimEnd()
    }),
    ...notes.flatMap((note) => bullet(note, { ...options, columns: columns - 2 })),
  ])
}
