import { describe, expect, test } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'

/** Which room may import which: the table of docs/architecture.md. Type imports count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  record: [],
  spec: ['record'],
  readers: ['record'],
  compare: ['record', 'spec'],
  plan: ['record', 'spec', 'compare'],
  explain: ['record', 'spec', 'readers'],
  survey: ['record', 'spec', 'readers'],
  report: ['record', 'spec', 'compare', 'explain'],
  git: ['record'],
  digest: ['record', 'git'],
  github: ['record', 'spec'],
  retrain: ['record', 'spec', 'plan', 'readers', 'git', 'digest'],
  ledger: ['record', 'git', 'digest'],
}
const PURE = ['record', 'spec', 'readers', 'compare', 'plan', 'explain', 'survey', 'report']
const PURE_NODE = ['node:crypto', 'node:zlib', 'node:buffer']
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g
/** Entries may name any room's types: they hand flows' values on to a terminal. */
const TYPE_IMPORT = /import type [^']*'[^']+'/g

const files = globSync('src/**/*.ts').map((path) => {
  const text = readFileSync(path, 'utf8')
  const counted = path.startsWith('src/entry/') ? text.replaceAll(TYPE_IMPORT, '') : text
  const imports = [...counted.matchAll(IMPORT)].map(([, name = '']) => name)
  return { path, room: path.split('/')[1] ?? '', text, imports }
})

function roomOf(from: string, imported: string): string | undefined {
  if (!imported.startsWith('.')) return undefined
  return normalize(join(from, '..', imported)).split('/')[1]
}

function mayImport(room: string): readonly string[] {
  if (room === 'flows') return Object.keys(MAY_IMPORT)
  return room === 'entry' ? ['flows'] : (MAY_IMPORT[room] ?? [])
}

describe('the house', () => {
  test('has files in every room that is built', () => {
    expect(new Set(files.map(({ room }) => room)).size).toBeGreaterThan(12)
  })

  test.each(files)('$path imports only the rooms it may', ({ path, room, imports }) => {
    const rooms = imports
      .flatMap((name) => roomOf(path, name) ?? [])
      .filter((name) => name !== room)
    expect(rooms.filter((name) => !mayImport(room).includes(name))).toEqual([])
  })

  test.each(files.filter(({ room }) => PURE.includes(room)))(
    '$path is pure',
    ({ imports, text }) => {
      const effects = imports.filter((name) => /^(node:|@actions\/|octokit|@octokit\/)/.test(name))
      expect(effects.filter((name) => !PURE_NODE.includes(name))).toEqual([])
      expect(text).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(|process\.(env|argv|cwd)/)
    },
  )
})
