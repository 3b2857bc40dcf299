import { describe, expect, test } from '@jest/globals'
import { readMetrics } from '../../src/readers/read.ts'
import { expectedOf, folder, real, seriesNamed } from './files.ts'

type Points = Readonly<
  Record<string, { series: Readonly<Record<string, ReadonlyArray<readonly [number, number]>>> }>
>

describe.each(['hf_tf5', 'hf_tf4', 'lightning_csv', 'keras3'])('%s', (tool) => {
  test.each(Object.entries(expectedOf<Points>(tool)))('%s, bit for bit', (file, { series }) => {
    const reading = readMetrics([real(`${tool}/${file}`)])
    expect(reading.findings).toEqual([])
    expect(reading.series.map(({ name }) => name)).toEqual(Object.keys(series).sort())
    for (const [name, points] of Object.entries(series)) {
      const read = seriesNamed(reading, name)
      // toEqual tells 0 from −0 and takes NaN for NaN: the same bits.
      expect(read.steps.map((step, at) => [step, read.values[at]])).toEqual(points)
    }
  })
})

interface Dvclive {
  readonly series_as_text: Readonly<
    Record<string, { header: string[]; rows: Array<[string, string]> }>
  >
  readonly metrics_json: Readonly<Record<string, unknown>>
}

describe('dvclive', () => {
  const reading = readMetrics(folder('dvclive', 'dvclive'))
  const { series_as_text, metrics_json } = expectedOf<Dvclive>('dvclive')

  test.each(Object.entries(series_as_text))('plot %s', (name, { rows }) => {
    const { steps, values } = seriesNamed(reading, name)
    const number = (text: string): number => (text === 'inf' ? Infinity : Number(text))
    expect(steps).toEqual(rows.map(([step]) => Number(step)))
    expect(values).toEqual(rows.map(([, value]) => number(value)))
  })

  test('metrics.json is the final of each, and the text "inf" is a number', () => {
    expect(metrics_json).toMatchObject({ odd: 'inf', best: 0.5, step: 12 })
    expect(seriesNamed(reading, 'odd').summary).toBe(Infinity)
    expect(seriesNamed(reading, 'train/loss').summary).toBe(0.08333333333333333)
    expect(seriesNamed(reading, 'best')).toMatchObject({ steps: [12], values: [0.5] })
    expect(reading.findings).toEqual([])
  })
})
