import { describe, expect, test } from '@jest/globals'
import { mergeMetric, type History } from '../../src/readers/merge.ts'
import { finals, read } from './files.ts'

describe('files of one run that disagree', () => {
  test.each<[string, Array<[string, string]>, Array<[string, string]>]>([
    [
      'a summary and the last point',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,0.4\n'],
        ['metrics.json', '{"loss": 0.5}'],
      ],
      [
        ['log.csv', '0.4'],
        ['metrics.json', '0.5'],
      ],
    ],
    [
      'two summaries',
      [
        ['metrics.json', '{"loss": 0.412}'],
        ['summary.json', '{"loss": 0.436}'],
      ],
      [
        ['metrics.json', '0.412'],
        ['summary.json', '0.436'],
      ],
    ],
    [
      'a summary without a number',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,0.4\n'],
        ['metrics.json', '{"loss": null}'],
      ],
      [
        ['log.csv', '0.4'],
        ['metrics.json', 'null'],
      ],
    ],
    [
      'NaN and a number',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,nan\n'],
        ['metrics.json', '{"loss": 0.5}'],
      ],
      [
        ['log.csv', 'NaN'],
        ['metrics.json', '0.5'],
      ],
    ],
    [
      'two histories at a common step',
      [
        ['a.csv', 'step,loss\n1,0.5\n2,0.4\n3,0.25\n'],
        ['b.csv', 'step,loss\n2,0.9\n3,0.25\n'],
      ],
      [
        ['a.csv', '0.4 at step 2'],
        ['b.csv', '0.9 at step 2'],
      ],
    ],
    [
      'two histories without a common step',
      [
        ['a.csv', 'step,loss\n10,0.5\n20,0.4\n'],
        ['b.csv', 'epoch,loss\n1,0.9\n'],
      ],
      [
        ['a.csv', '0.4'],
        ['b.csv', '0.9'],
      ],
    ],
  ])('%s', (_, files, values) => {
    const reading = read(...files)
    expect(reading.findings).toEqual([{ kind: 'sources-disagree', metric: 'loss', values }])
  })

  test.each<[string, Array<[string, string]>, number]>([
    [
      'a rounded summary: the finer value is the final',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,0.4123456789012345\n'],
        ['metrics.json', '{"loss": 0.4123}'],
      ],
      0.4123456789012345,
    ],
    [
      'a rounded log: the finer summary is the final',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,0.4123\n'],
        ['metrics.json', '{"loss": 0.4123456789012345}'],
      ],
      0.4123456789012345,
    ],
    [
      'a copy that ends earlier',
      [
        ['a/log.csv', 'step,loss\n1,0.5\n2,0.4\n'],
        ['log.csv', 'step,loss\n1,0.5\n2,0.4\n3,0.3\n'],
      ],
      0.3,
    ],
    [
      'a summary that repeats the best point to the last digit',
      [
        ['log.csv', 'step,loss\n1,0.5\n2,0.4123456789012345\n3,0.4323456789012345\n'],
        ['metrics.json', '{"loss": 0.4123456789012345}'],
      ],
      0.4123456789012345,
    ],
    [
      'NaN in both',
      [
        ['log.csv', 'step,loss\n1,nan\n'],
        ['metrics.json', '{"loss": NaN}'],
      ],
      Number.NaN,
    ],
  ])('within their resolution they agree: %s', (_, files, final) => {
    const reading = read(...files)
    expect(reading.findings).toEqual([])
    expect(finals(reading)['loss']).toBe(final)
  })

  test('speed and progress are each file’s own', () => {
    const reading = read(
      ['log.csv', 'step,runtime,epoch\n1,5.5,1\n'],
      ['metrics.json', '{"runtime": 9.25, "epoch": 2}'],
    )
    expect(reading.findings).toEqual([])
  })

  test('steps that go back are found', () => {
    const reading = read(['log.csv', 'step,loss\n1,3\n2,2\n1,3\n'])
    expect(reading.findings).toEqual([
      { kind: 'series-rewound', metric: 'loss', source: 'log.csv' },
    ])
  })

  test('comparing ends when 20 entries are named', () => {
    let looked = 0
    const history = (path: string, values: readonly number[]): History => ({
      path,
      source: `reader:csv ${path}`,
      series: {
        name: 'loss',
        get steps() {
          looked++
          return values.map((_, at) => at)
        },
        values,
        unit: 'step',
        resolution: 'exact',
        nonfinite: 'kept',
      },
    })
    const others = Array.from({ length: 1000 }, (_, at) => history(`r${at}/log.csv`, [at + 2]))
    const [found] = mergeMetric({
      name: 'loss',
      histories: [history('log.csv', [1, 0.5]), ...others],
      summaries: [],
    }).findings
    expect(found).toMatchObject({ kind: 'sources-disagree', metric: 'loss' })
    const values = found?.kind === 'sources-disagree' ? found.values : []
    expect(values.slice(0, 3)).toEqual([
      ['log.csv', '1 at step 0'],
      ['r0/log.csv', '2 at step 0'],
      ['r1/log.csv', '3 at step 0'],
    ])
    expect(values).toHaveLength(20)
    expect(looked).toBeLessThan(200)
  })

  test('one that disagrees is found behind thousands that agree', () => {
    const files = Array.from({ length: 3000 }, (_, at): [string, string] => [
      `r${String(at).padStart(4, '0')}/metrics.json`,
      `{"loss": ${at === 2999 ? 0.7 : 0.5}}`,
    ])
    expect(read(...files).findings).toEqual([
      {
        kind: 'sources-disagree',
        metric: 'loss',
        values: [
          ['r0000/metrics.json', '0.5'],
          ['r2999/metrics.json', '0.7'],
        ],
      },
    ])
  })
})
