/** A note that GitHub shows in a job, and at a line of a file where it has one. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string | undefined
  /** From the repository's root. */
  readonly file?: string | undefined
  /** Lines and columns count from 1. */
  readonly line?: number | undefined
  readonly endLine?: number | undefined
  readonly column?: number | undefined
}

/**
 * An annotation as a workflow command, one line: `::error file=train.py,line=3,title=changed::…`. What data holds is escaped
 * as the runner reads it (actions/runner, ActionCommand.cs), so that it can end neither a property nor the command.
 */
export function spellCommand({ level, message, ...place }: Annotation): string {
  const { title, file, line, endLine, column } = place
  const properties = Object.entries({ file, line, endLine, col: column, title })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  const info = properties.length === 0 ? level : `${level} ${properties.join(',')}`
  return `::${info}::${escapeData(message)}`
}

/** The lines between these two are folded in a job's log. Both are lines of their own. */
export function spellGroup(title: string, lines: readonly string[]): string[] {
  return [`::group::${escapeData(title)}`, ...lines, '::endgroup::']
}

/** The runner compares as a language does, which does not see these: to it `:`, zero-width space, `:` is `::`. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}`
const within = (characters: string): string => String.raw`(?:(?![\r\n])[${characters}])*`
const BEGINS = new RegExp(
  String.raw`^(${within(String.raw`\s${UNSEEN}`)}:)(${within(UNSEEN)}:)`,
  'gmu',
)
const HOLDS = new RegExp(String.raw`(#${within(UNSEEN)}#)(${within(UNSEEN)}\[)`, 'gu')

/**
 * Text that the runner takes for no command: one is a line that begins with `::`, whatever white space is before it, or
 * holds `##[`. Both are broken by a space.
 */
export function defuse(text: string): string {
  return text.replace(HOLDS, '$1 $2').replace(BEGINS, '$1 $2')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
