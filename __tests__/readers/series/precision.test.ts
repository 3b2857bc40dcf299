import { expect, test } from '@jest/globals'
import { measurePrecision } from '../../../src/readers/series/precision.ts'

test.each<[string[], string, string]>([
  [['1', '2', '-3'], 'exact', 'integers'],
  [['9007199254740993'], 'decimal:0', 'an integer that float64 does not hold'],
  [['0.408579558134079', '0.41954696178436'], 'exact', '15 digits in one of them'],
  [['0.408579558134079', '0.4195469617843628'], 'float32', 'widened float32'],
  [['1.0', '0.5', '0.4195469617843628'], 'float32', 'short ones that are float32 too'],
  [['0.1', '0.4195469617843628'], 'exact', 'a short one that is no float32'],
  [['0.5', '0.25'], 'decimal:2', 'short ones alone prove nothing'],
  [['0.69314718'], 'decimal:8', "numpy's shortest float32"],
  [['0.5000'], 'decimal:4', 'zeros that were written count'],
  [['1.5e-3'], 'decimal:4', 'the exponent is taken in'],
  [['1.5e+3'], 'decimal:0', 'a large exponent'],
  [['5e-324'], 'decimal:324', 'the smallest subnormal'],
  [['1e-999'], 'decimal:400', 'as many as a record carries'],
  [['3', '0.25'], 'decimal:2', 'an integer among decimals'],
  [['5.000000000000000000e-01'], 'float32', "numpy's savetxt of a float32"],
  [['1.000000000000000056e-01'], 'exact', "numpy's savetxt of a float64"],
  [[], 'decimal:0', 'no finite number at all'],
])('%j is %s: %s', (texts, resolution) => {
  const precision = measurePrecision()
  for (const text of texts) precision.add(text, Number(text))
  expect(precision.resolution()).toBe(resolution)
})
