/** A workflow command as the runner reads it (actions/runner, ActionCommand.cs). */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** What the runner compares by: it does not see control and format characters. */
const seen = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')

/** Lines end as .NET's ReadLine has it. */
export function commandsIn(output: string): Command[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => commandIn(line) ?? [])
}

function commandIn(line: string): Command | undefined {
  const trimmed = seen(line).replace(/^[\s\u0085]+/u, '')
  const [, info, data = ''] = /^::(.*?)::(.*)$/su.exec(trimmed) ?? []
  if (info !== undefined) {
    const [name = '', ...rest] = info.split(' ')
    const pairs = rest
      .join(' ')
      .split(',')
      .flatMap((pair) => {
        const [key = '', ...value] = pair.split('=')
        return value.length === 0 ? [] : [[key, unescape(value.join('='), true)] as const]
      })
    return { name, properties: Object.fromEntries(pairs), data: unescape(data, false) }
  }
  // The older form counts anywhere in a line.
  const [, old] = /##\[([^\]]*)\]/u.exec(seen(line)) ?? []
  return old === undefined ? undefined : { name: old, properties: {}, data: '' }
}

function unescape(text: string, property: boolean): string {
  const lines = text.replaceAll('%0D', '\r').replaceAll('%0A', '\n')
  return (property ? lines.replaceAll('%3A', ':').replaceAll('%2C', ',') : lines).replaceAll(
    '%25',
    '%',
  )
}
