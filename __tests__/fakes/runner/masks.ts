/** Replaces secrets in everything that is shown. */
export interface Masks {
  /** A value, and each of its lines: logs are written line by line. */
  readonly add: (value: string) => void
  readonly apply: (text: string) => string
}

export function createMasks(): Masks {
  const values = new Set<string>()
  const add = (value: string) => {
    for (const part of [value, ...value.split(/[\r\n]+/)])
      for (const form of forms(part.trim())) values.add(form)
  }
  const apply = (text: string) =>
    [...values]
      .sort((a, b) => b.length - a.length)
      .reduce((masked, value) => masked.replaceAll(value, '***'), text)
  return { add, apply }
}

/** A secret as it also appears: base64, a JSON string's inside, URI-encoded. The runner knows some more. */
function forms(value: string): string[] {
  if (value === '') return []
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
  return [value, base64, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]
}
