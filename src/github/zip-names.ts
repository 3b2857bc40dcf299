import type { ZipEntry } from './zip-directory.ts'

/** A part of a path that every file system takes: no separator, colon, quote, wildcard, space at an end or control character. */
const PART = /^(?!\.{1,2}$)(?! )[^/\\:"<>|?*\p{Cc}]{1,200}(?<![ .])$/u

/** Why names cannot be unpacked, or undefined: each must stay inside one folder, and stay apart from the others. */
export function nameTrouble(entries: readonly ZipEntry[], depth: number): string | undefined {
  const kinds = new Map<string, 'file' | 'folder'>()
  for (const { name, isFolder } of entries) {
    const shown = JSON.stringify(name)
    const parts = name.split('/')
    if (!parts.every((part) => PART.test(part))) return `${shown} is no plain relative name`
    if (parts.length > depth) return `${shown} lies more than ${depth} deep`
    // Some file systems take names for the same that differ in case or in how an accent is written.
    const folded = name.normalize('NFC').toLowerCase()
    const known = kinds.get(folded)
    if (known !== undefined && !(isFolder && known === 'folder')) return `${shown} stands twice`
    for (const parent of parentsOf(folded)) {
      if (kinds.get(parent) === 'file') return `${shown} lies in a file`
      kinds.set(parent, 'folder')
    }
    kinds.set(folded, isFolder ? 'folder' : 'file')
  }
  return undefined
}

function parentsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}
