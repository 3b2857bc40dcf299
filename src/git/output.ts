import { UserError } from '../record/error.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The fields of NUL-terminated output (`-z`).
 *
 * @throws {UserError} `path-encoding`: a name that is not UTF-8 would be lost or taken for another
 */
export function fields(output: Uint8Array): string[] {
  try {
    return UTF8.decode(output).split('\0').slice(0, -1)
  } catch {
    throw new UserError(
      'path-encoding',
      `a file name is not UTF-8: ${firstBad(output)}`,
      'Rename the file, or add it to .gitignore.',
    )
  }
}

/** One line of output, without its end; a path may itself end in spaces. */
export function line(output: Uint8Array): string {
  return Buffer.from(output).toString().replace(/\n$/, '')
}

/** Paths as git reads them with `-z --stdin`. */
export function terminated(paths: readonly string[]): string {
  return paths.map((path) => `${path}\0`).join('')
}

function firstBad(output: Uint8Array): string {
  const names = Buffer.from(output).toString().split('\0')
  return JSON.stringify(names.find((name) => name.includes('\ufffd')) ?? '')
}
