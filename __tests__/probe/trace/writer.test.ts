import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseTrace } from '../../../src/readers/trace/parse.ts'
import type { Trace } from '../../../src/readers/trace/trace.ts'
import { PROBE, PYTHONS } from '../python.ts'

const HEADER =
  '{"writer": "w", "rank": 2, "world": 4, "digest": "d", "mode": "told", "schedule": "standard"}'

/** Runs lines of Python with a writer `w`. */
function write(python: string, lines: readonly string[]): { traces: Trace[]; stdout: string } {
  const out = mkdtempSync(join(tmpdir(), 'reprise-writer-'))
  const script = [
    'import os, sys',
    `sys.path.insert(0, ${JSON.stringify(PROBE)})`,
    'from reprise_probe.trace import writer',
    'from reprise_probe.trace.schedule import parse_schedule',
    `w = writer.open_writer(${JSON.stringify(out)}, ${HEADER})`,
    ...lines,
  ].join('\n')
  const { stdout, stderr, status } = spawnSync(python, ['-B', '-c', script], { encoding: 'utf8' })
  const names = readdirSync(out)
  const traces = names.map((name) => parseTrace(readFileSync(join(out, name)), name))
  rmSync(out, { recursive: true })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  for (const name of names) expect(name).toMatch(/^trace-2-\d+\.ndjson\.gz$/)
  return { traces, stdout }
}

const step = (number: string) => `w.line({"t": "step", "step": ${number}, "loss": "ab"})`

describe.each(PYTHONS)('%s', (python) => {
  test('a trace and its end; what follows is not written, and neither is anything by a child', () => {
    const { traces } = write(python, [
      'if os.fork() == 0:',
      `    ${step('0')}`,
      '    os._exit(0)',
      'os.wait()',
      step('0'),
      'if os.fork() == 0:',
      '    w.end(7, "finished")',
      '    os._exit(0)',
      'os.wait()',
      'w.end(1, "disabled", "because \\ud800 of " + "x" * 900)',
      step('1'),
    ])
    expect(traces).toHaveLength(1)
    expect(traces[0]?.header).toMatchObject({ rank: 2, world: 4 })
    expect(traces[0]?.steps.map(({ step }) => step)).toEqual([0])
    expect(traces[0]?.end).toMatchObject({ steps: 1, reason: 'disabled' })
    expect(traces[0]?.end?.why).toMatch(/^because \? of x+$/)
  })

  test('programs one after the other are numbered; one that begins before another is over is said', () => {
    const begin = (name: string): string[] => [
      `${name} = writer.open_writer(w.out, w.header)`,
      `${name}.line({"t": "step", "step": 0, "loss": "ab"})`,
    ]
    const end = (name: string): string => `${name}.end(1, "finished")`
    const { traces } = write(python, [
      'sys.argv = ["/some/where/train.py"]',
      step('0'),
      end('w'),
      ...begin('a'),
      ...begin('b'),
      end('a'),
      end('b'),
    ])
    const sorted = traces.toSorted((a, b) => a.header.training - b.header.training)
    expect(sorted.map(({ header, end: how }) => [header.training, how?.overlaps])).toEqual([
      [0, undefined],
      [1, true],
      [2, undefined],
    ])
    expect(sorted.map(({ header }) => header.program)).toEqual(Array(3).fill('train.py'))
  })

  test('without a line there is no file, but for one that says why', () => {
    expect(write(python, ['w.end(0, "finished")']).traces).toEqual([])
    const { traces } = write(python, ['w.end(0, "disabled", "broken")'])
    expect(traces[0]?.end).toEqual({ steps: 0, reason: 'disabled', why: 'broken' })
  })

  test('numbers that JSON cannot carry, and those that a reader would round', () => {
    const values =
      '{"a": float("nan"), "b": float("-inf"), "c": 2**60, "d": None, "e": True, "f": 1e-300}'
    const { traces } = write(python, [
      `w.line({"t": "hyper", "step": 0, "optimizer": 0, "group": 0, "values": ${values}})`,
      'w.end(0, "finished")',
    ])
    expect(traces[0]?.steps[0]?.hyper[0]?.values).toMatchObject({ d: null, e: true, f: 1e-300 })
    expect(String(traces[0]?.steps[0]?.hyper[0]?.values.c)).toBe('1152921504606846976')
  })

  test('it stops at its limit, and says so', () => {
    const { traces, stdout } = write(python, [
      'writer.MOST_BYTES = 2000',
      'for at in range(1000):',
      '    w.line({"t": "step", "step": at, "loss": "ab"})',
      'print(w.ended, w.failed)',
    ])
    const steps = traces[0]?.steps.length ?? 0
    expect(steps).toBeGreaterThan(10)
    expect(steps).toBeLessThan(100)
    expect(traces[0]?.end).toMatchObject({ steps, reason: 'full' })
    expect(stdout).toBe('True None\n')
  })

  test('a folder that is gone is noted, and nothing raised', () => {
    const { stdout, traces } = write(python, ['w.out += "/gone"', step('0'), 'print(w.failed)'])
    expect(stdout).toMatch(/^FileNotFoundError: /)
    expect(traces).toEqual([])
  })

  test.each([
    ['', 'standard', '0 1 2 3 4 5 6 7 8 16 32 64'],
    ['nonsense', 'standard', '0 1 2 3 4 5 6 7 8 16 32 64'],
    ['rolling', 'rolling', ''],
    ['off', 'off', ''],
    ['window:9-11', 'window:9-11', '9 10 11'],
    ['window:0-0', 'window:0-0', '0'],
    ['window:5-4', 'standard', '0 1 2 3 4 5 6 7 8 16 32 64'],
    ['window:-1-4', 'standard', '0 1 2 3 4 5 6 7 8 16 32 64'],
    ['rolling:3', 'standard', '0 1 2 3 4 5 6 7 8 16 32 64'],
  ])('REPRISE_TRACE=%j is %s: full in steps %s', (text, name, steps) => {
    const { stdout } = write(python, [
      `s = parse_schedule(${JSON.stringify(text)})`,
      'print(s.text, *[at for at in range(70) if s.is_dense(at)])',
    ])
    expect(stdout.trim()).toBe(`${name} ${steps}`.trim())
  })
})
