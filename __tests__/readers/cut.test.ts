import { describe, expect, test } from '@jest/globals'
import { memorySource } from '../../src/readers/memory.ts'
import { readMetrics } from '../../src/readers/read.ts'
import type { Source } from '../../src/readers/source.ts'
import { bytesOf, finals, read, real, seriesNamed } from './files.ts'

/** Rows of numbers of different length. */
const LONG = 'step,loss\n1,0.5123456\n2,0.25\n'
/** Rows of a program that always writes four decimals. */
const FIXED = 'step,loss\n1,0.5123\n2,0.5000\n3,0.4810\n'

describe('a file that is cut or broken is found', () => {
  test.each<[string, string, string]>([
    ['a JSON line without an end', 'metrics.jsonl', '{"step": 1, "loss": 0.5}\n{"step": 2, "lo'],
    [
      'a broken JSON line in the middle',
      'metrics.jsonl',
      '{"step": 1, "loss": 0.5}\n{"step": 2, {"step": 3, "loss": 0.3}\n{"step": 4, "loss": 0.2}\n',
    ],
    ['a row with too few cells', 'metrics.csv', 'step,loss,acc\n1,0.5,1\n2,0.'],
    ['a row with too many cells', 'metrics.csv', 'step,loss\n1,0.5\n2,0.25,7\n3,0.1\n'],
    ['a last number that is shorter than all others', 'metrics.csv', 'step,loss\n1,0.5123\n2,0.25'],
    ['a last number, with a shorter one before', 'metrics.csv', `${LONG}3,0.5\n4,0.2412`],
    ['a last number as long as one other', 'metrics.csv', 'step,loss\n1,0.5123\n2,0.2512'],
    ['a last integer', 'metrics.csv', 'loss,step\n0.5,10\n0.4,11\n0.3,12\n0.2,13'],
    ['a last word', 'metrics.csv', 'step,loss,split\n1,0.5,val\n2,0.25,va'],
    ['short decimals, as many as before', 'metrics.csv', 'step,acc\n1,0.5\n2,0.7\n3,0.8\n4,0.9'],
    ['a lost exponent', 'metrics.csv', `${FIXED}4,1.2512e-05\n5,1.2512`],
    ['YAML that ends in a number', 'metrics.yaml', 'acc: 0.5\nloss: 0.41'],
    ['YAML that ends in a key', 'metrics.yaml', 'acc: 0.5\nloss:'],
    ['YAML that ends in a list of numbers', 'metrics.yaml', 'loss:\n- 0.5\n- 0.41'],
    ['YAML that ends in a part of NaN', 'metrics.yaml', 'acc: 0.5\nloss: .na'],
    ['TOML that ends in a number', 'metrics.toml', 'acc = 0.5\nloss = 0.41'],
    ['an empty last cell without a line end', 'metrics.csv', 'step,loss\n1,0.5123\n2,'],
    ['the only row, without a line end', 'metrics.csv', 'step,loss\n1,0.5'],
  ])('%s', (_, name, content) => {
    const reading = read([name, content])
    expect(reading.findings).toMatchObject([
      { kind: 'source-truncated', path: name, where: expect.stringMatching(/^line \d/) },
    ])
    // A verdict finds the metrics of a cut file by the end of their source.
    for (const { source } of reading.series) expect(source.endsWith(` ${name}`)).toBe(true)
  })

  test('what stood before the break is kept, what stands behind it is not', () => {
    const reading = read(['metrics.csv', 'step,loss\n1,0.5\n2,0.25,7\n3,0.1\n'])
    expect(seriesNamed(reading, 'loss').values).toEqual([0.5])
  })

  test('the finding says what may be wrong', () => {
    expect(read(['metrics.csv', `${LONG}3,0.24`]).findings).toEqual([
      {
        kind: 'source-truncated',
        path: 'metrics.csv',
        where: 'line 4, which has no line end: its last value may be cut',
      },
    ])
  })

  test.each<[string, string, string]>([
    ['rows of equally many decimals that were joined', 'metrics.csv', `${FIXED}4,0.2512`],
    ['JSON lines', 'metrics.jsonl', '{"loss": 0.5}\n{"loss": 0.2512}'],
    ['JSON', 'metrics.json', '{"loss": 0.2512}'],
    ['YAML of a closed map', 'metrics.yaml', '{"loss": 0.2512}'],
    ['YAML whose last text is quoted', 'metrics.yaml', 'loss: 0.2512\nname: "run"'],
    ['YAML with a last line end', 'metrics.yaml', 'loss: 0.2512\n'],
    ['TOML whose last text is quoted', 'metrics.toml', 'loss = 0.2512\nname = "run"'],
    ['TOML with a last line end', 'metrics.toml', 'loss = 0.2512\n'],
  ])('whole without a last line end: %s', (_, name, content) => {
    const reading = read([name, content])
    expect(reading.findings).toEqual([])
    expect(finals(reading)['loss']).toBe(0.2512)
  })

  test.each([
    'keras3/keras_log.csv',
    'lightning_csv/metrics.csv',
    'dvclive/plots/metrics/train/loss.tsv',
  ])('a real table, cut anywhere but behind a row, is never silently fine: %s', (path) => {
    const whole = bytesOf(path)
    const first = whole.indexOf(0x0a) + 1
    for (let size = first + 1; size < whole.length; size++) {
      const content = whole.subarray(0, size)
      const reading = readMetrics([memorySource(path, content)])
      const found = reading.findings.map(({ kind }) => kind)
      const between = content.at(-1) === 0x0a
      expect([size, between || found.includes('source-truncated')]).toEqual([size, true])
    }
  })

  test.each<[string, string, RegExp]>([
    ['a key twice', '{"step": 2, "loss": 1, "loss": 2}\n', /"loss" stands twice \(m.jsonl:2:30\)/],
    ['a key twice, without a line end', '{"loss": 1, "loss": 2}', /stands twice/],
    ['no object', '7\n', /line 2 is no object/],
  ])('a whole line that is wrong is no cut: %s', (_, line, why) => {
    const reading = readMetrics([memorySource('m.jsonl', `{"step": 1, "loss": 0.5}\n${line}`)], {
      declared: true,
    })
    expect(reading.findings).toEqual([
      { kind: 'source-unreadable', path: 'm.jsonl', why: expect.stringMatching(why) },
    ])
    // What stood before is no whole history, and nothing would say so.
    expect(reading.series).toEqual([])
  })

  test('a cut history with a whole summary is still found by its source', () => {
    const reading = read(
      ['log.csv', 'step,loss\n1,0.5\n2,0.25,7\n'],
      ['metrics.json', '{"loss": 0.5}'],
    )
    expect(reading.findings).toMatchObject([{ kind: 'source-truncated', path: 'log.csv' }])
    expect(seriesNamed(reading, 'loss')).toMatchObject({
      summary: 0.5,
      source: 'reader:json metrics.json, reader:csv log.csv',
    })
  })

  test.each<[string, string | Uint8Array, RegExp]>([
    ['metrics.json', '', /empty/],
    ['metrics.json', '{"loss": 0.5', /expected , or \} \(metrics\.json:1:13\)/],
    ['metrics.json', '{"loss": 1, "loss": 2}', /stands twice/],
    ['metrics.csv', 'step,loss,loss\n1,2,3\n', /two columns are named "loss"/],
    ['metrics.csv', '1,2\n3,4\n', /no header/],
    ['metrics.csv', 'step,"loss\n1,2\n', /metrics.csv is not valid CSV.*quote/i],
    ['metrics.yaml', 'loss: 1\nloss: 2\n', /stands twice/],
    ['metrics.yaml', 'a: &a [*a]\n', /nested more than/],
    ['metrics.toml', 'loss = \n', /no.* valid TOML/],
    ['trainer_state.json', '{"global_step": 3}', /no list `log_history`/],
    ['metrics.json', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
    ['metrics.csv', Buffer.from('step,loss\n1,0.5\n', 'utf16le'), /binary|UTF-8/],
    ['metrics.jsonl', '[1]\n', /.*/],
  ])('unreadable: %s %j', (name, content, why) => {
    const reading = read([name, content])
    expect(reading.series).toEqual([])
    const [found] = reading.findings
    expect(found).toMatchObject({ path: name })
    expect(reading.files[0]?.why ?? '').toMatch(
      found?.kind === 'source-truncated' ? /no metric/ : why,
    )
  })

  test('a real log, cut anywhere in its second half, is never silently fine', () => {
    const whole = real('hf_tf5/trainer_state.json')
    for (let size = 1400; size < whole.size - 1; size += 7) {
      const reading = readMetrics([memorySource('trainer_state.json', whole.read(0, size))])
      expect(reading.findings).toHaveLength(1)
    }
  })

  test('a source that ends before its size, or cannot be read any more', () => {
    const shrunk: Source = { name: 'metrics.csv', size: 100, read: () => new Uint8Array(0) }
    expect(readMetrics([shrunk]).findings).toMatchObject([
      { kind: 'source-unreadable', path: 'metrics.csv' },
    ])
  })
})
