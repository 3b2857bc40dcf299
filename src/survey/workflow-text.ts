/** An action that is not ours, by its full commit id: a tag can be moved. */
export const CHECKOUT = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1'

/** What GitHub lends for the stages that train nothing. */
export const HOSTED = 'ubuntu-24.04'

/** A value on one line, whatever it holds. What looks like an expression stays text: names are data. */
export function value(text: string): string {
  const inert = text.replaceAll('${{', "${{ '${{' }}")
  return isPlain(inert) ? inert : inQuotes(inert)
}

/** An expression as a value. */
export function expression(text: string): string {
  const whole = `\${{ ${text} }}`
  return /^[ -~]*$/.test(whole) && !/: | #/.test(whole) ? whole : inQuotes(whole)
}

/** Several values on one line. */
export function list(texts: readonly string[]): string {
  return `[${texts.map(value).join(', ')}]`
}

/** A branch as a filter pattern: what has a meaning there is escaped. */
export function pattern(branch: string): string {
  return value(branch.replace(/[*?+[\]!\\]/g, String.raw`\$&`))
}

function inQuotes(text: string): string {
  return JSON.stringify(text).replace(NOT_PRINTABLE, escape)
}

/** A string inside an expression. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Text, each line indented by so many spaces; empty lines stay empty. */
export function indent(spaces: number, text: string): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces))
}

/** A word that every YAML reader takes for a string. */
function isPlain(text: string): boolean {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
}

/** What JSON allows in a string and YAML does not, or reads as the end of a line. */
const NOT_PRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function escape(letter: string): string {
  return String.raw`\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}
