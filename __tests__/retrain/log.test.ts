import { afterAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines, openLog } from '../../src/retrain/log.ts'
import { cleanUp, temporaryFolder } from './repository.ts'

afterAll(cleanUp)

describe('a log', () => {
  test('keeps beginning and end, and says how much it left out', () => {
    const writes = fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { maxLength: 40 })
    const path = join(temporaryFolder(), 'log')
    fc.assert(
      fc.property(writes, fc.integer({ min: 200, max: 3000 }), (chunks, limit) => {
        const log = openLog(path, limit)
        for (const chunk of chunks) log.write(chunk)
        log.close()
        const all = Buffer.concat(chunks)
        const kept = readFileSync(path)
        expect(readdirSync(join(path, '..'))).toEqual(['log'])
        expect(kept.length).toBeLessThanOrEqual(limit)
        const mark = /\n\[… (\d+) bytes left out …\]\n/.exec(kept.toString('utf8'))
        if (all.length <= limit - 128) expect(kept.equals(all)).toBe(true)
        if (mark === null) return expect(kept.equals(all)).toBe(true)
        const [head, tail] = [
          kept.indexOf('\n[… '),
          kept.length - kept.lastIndexOf(' …]\n') - Buffer.byteLength(' …]\n'),
        ]
        expect(kept.subarray(0, head).equals(all.subarray(0, head))).toBe(true)
        expect(kept.subarray(kept.length - tail).equals(all.subarray(all.length - tail))).toBe(true)
        expect(head + tail + Number(mark[1])).toBe(all.length)
      }),
    )
  })

  test('can be read while it is still being written', () => {
    const path = join(temporaryFolder(), 'log')
    const log = openLog(path, 1000)
    log.write(Buffer.alloc(2000, 'x'))
    log.write(Buffer.from('the end'))
    const pieces = [path, `${path}.middle`, `${path}.end`]
      .map((file) => readFileSync(file, 'utf8'))
      .join('')
    log.close()
    expect(pieces.endsWith('the end')).toBe(true)
  })

  test('tells its last lines, none of them without end', () => {
    const path = join(temporaryFolder(), 'log')
    writeFileSync(path, `${'x'.repeat(1_000_000)}\nfirst\n${'y'.repeat(5000)}\nlast\n`)
    const [long, last, ...more] = lastLines(path, 2).split('\n')
    expect([long?.length, last, more]).toEqual([2001, 'last', []])
    expect(lastLines(join(path, '..', 'none'), 2)).toBe('')
  })
})
