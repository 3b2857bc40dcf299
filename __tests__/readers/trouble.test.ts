import { describe, expect, test } from '@jest/globals'
import { memorySource } from '../../src/readers/memory.ts'
import { readMetrics } from '../../src/readers/read.ts'
import { finals, read, seriesNamed } from './files.ts'

describe('what is no finite number never becomes one', () => {
  test.each<[string, string, number]>([
    ['metrics.json', '{"loss": NaN}', Number.NaN],
    ['metrics.json', '{"loss": "NaN"}', Number.NaN],
    ['metrics.json', '{"loss": "-inf"}', -Infinity],
    ['metrics.json', '{"loss": Infinity}', Infinity],
    ['metrics.json', '{"loss": 1e400}', Infinity],
    ['metrics.json', '{"loss": -0.0}', -0],
    ['metrics.yaml', 'loss: .nan\n', Number.NaN],
    ['metrics.yaml', 'loss: -.inf\n', -Infinity],
    ['metrics.toml', 'loss = -inf\n', -Infinity],
    ['metrics.csv', 'step,loss\n1,0.5\n2,nan\n', Number.NaN],
    ['metrics.csv', 'step,loss\n1,0.5\n2,-inf\n', -Infinity],
    ['metrics.csv', 'step,loss\n1,0.5\n2,1e400\n', Infinity],
    ['metrics.csv', 'step,loss\n1,0.5\n2,oops\n', Number.NaN],
    ['metrics.csv', 'step,loss,lr\n1,0.5,1\n2,0.4,1\n3,,1\n', Number.NaN],
    ['metrics.jsonl', '{"step": 1, "loss": 0.5}\n{"step": 2, "loss": "nan"}\n', Number.NaN],
    ['metrics.jsonl', '{"step": 1, "loss": 0.5}\n{"step": 2, "loss": true}\n', Number.NaN],
    [
      'metrics.jsonl',
      '{"step": 1, "loss": 0.5}\n{"step": 2, "loss": 0.4}\n{"step": 3, "loss": null}\n',
      Number.NaN,
    ],
  ])('%s %j', (name, content, expected) => {
    const reading = read([name, content])
    expect(finals(reading)['loss']).toBe(expected)
  })

  test('lost at the end: the series ends at the last row, and says that NaN was lost', () => {
    const reading = read(['metrics.csv', 'step,loss,lr\n1,0.5,1\n2,0.4,1\n3,,1\n4,,1\n'])
    expect(seriesNamed(reading, 'loss')).toMatchObject({ steps: [1, 2, 4], nonfinite: 'lost' })
    expect(reading.files[0]?.skipped).toEqual([
      { name: 'loss', why: 'its last cells are empty; they count as NaN' },
    ])
  })

  test.each([
    [
      'every third row, ending between two',
      'step,loss,val\n1,3,\n2,3,\n3,3,1\n4,3,\n5,3,\n6,2,1\n7,2,\n',
    ],
    ['rows of its own', 'step,loss,val\n1,3,\n2,2,\n2,,1\n'],
    ['one value alone', 'step,loss,val\n1,3,1\n2,2,\n3,2,\n'],
  ])('sparse by design is not lost: %s', (_, content) => {
    const reading = read(['metrics.csv', content])
    expect(
      reading.series.every(
        ({ nonfinite, values }) => nonfinite === 'kept' && values.every(Number.isFinite),
      ),
    ).toBe(true)
  })
})

describe('no number at all gives no metric, and the reason is said', () => {
  test.each<[string, string, string]>([
    ['metrics.json', '{"loss": null}', 'null is no number'],
    ['metrics.json', '{"loss": "0.5"}', 'the text "0.5" is no number'],
    ['metrics.json', '{"loss": true}', 'true is no number'],
    ['metrics.json', '{"loss": [0.5, {}]}', 'a list is no number'],
    ['metrics.csv', 'step,loss\n1,\n', 'no value in it'],
    ['metrics.csv', 'step,loss\n1,high\n', 'line 2: "high" is no number'],
    ['metrics.jsonl', '{"step": 1, "loss": false}\n{"step": 2}\n', 'line 1: false is no number'],
  ])('%s %j', (name, content, why) => {
    const reading = read([name, content])
    expect(reading.series).toEqual([])
    expect(reading.files).toMatchObject([
      { why: `no metric in it (loss: ${why})`, skipped: [{ name: 'loss', why }] },
    ])
    expect(reading.findings).toEqual([
      { kind: 'source-unreadable', path: name, why: `no metric in it (loss: ${why})` },
    ])
  })

  const QUOTED = 'no metric in it (eval_loss: the text "0.41" is no number)'

  test.each<[string, string, boolean]>([
    ['a file that the user named', 'final.json', true],
    ['a file with the name of metrics', 'out/eval_results.json', false],
    ['any file with a key of metrics', 'out/final.json', false],
  ])('a run that gave none: the finding has the reason, for %s', (_, name, declared) => {
    const source = memorySource(name, '{"model": "tiny", "eval_loss": "0.41", "epoch": 3}')
    expect(readMetrics([source], { declared }).findings).toEqual([
      { kind: 'source-unreadable', path: name, why: QUOTED },
    ])
  })

  test('a file that was not looked at for metrics still says why', () => {
    const [file] = read(['out/final.json', '{"model": "tiny", "eval_loss": "0.41"}']).files
    expect(file).toEqual({
      path: 'out/final.json',
      format: 'none',
      why: QUOTED,
      metrics: [],
      skipped: [{ name: 'eval_loss', why: 'the text "0.41" is no number' }],
    })
  })

  test('a run that gave others: no file is accused', () => {
    const reading = read(
      ['summary.json', '{"loss": "cross_entropy"}'],
      ['metrics.json', '{"acc": 0.5}'],
    )
    expect(reading.findings).toEqual([])
  })
})
