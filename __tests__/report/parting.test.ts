import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { causeOf } from '../../src/explain/cause/cause-of.ts'
import {
  DIVERGENCE_CLASSES,
  RUNGS,
  type Divergence,
  type FoundDivergence,
} from '../../src/explain/divergence/divergence.ts'
import type { Explanation } from '../../src/explain/explanation.ts'
import { renderHtml } from '../../src/report/html/html.ts'
import { renderMarkdown } from '../../src/report/markdown/markdown.ts'
import { renderTerminal } from '../../src/report/terminal/terminal.ts'
import { plain } from '../../src/report/text/line.ts'
import { partedWords, spellRelative, unpartedWords } from '../../src/report/words/divergence.ts'
import { adviceFor, SELF_CAUSES } from '../../src/report/words/parting-advice.ts'
import {
  factorsOf,
  faster,
  MODEL,
  NUMPY,
  parted as partedOf,
  RATE,
} from '../explain/cause/scene.ts'
import { exampleModel, reportOf } from './example.ts'
import { REASONS } from './reasons.ts'
import { said } from './said.ts'

/** Two runs that part in the output of one module at step 17, by meaning. */
function parted(overrides: Partial<FoundDivergence> = {}): FoundDivergence {
  return partedOf(overrides.class ?? 'layer-code', {
    rung: 'forward',
    size: { relative: 0.0123, meaning: 'meaning' },
    ladder: [
      { rung: 'init', state: 'same' },
      { rung: 'batch', state: 'same' },
      { rung: 'forward', state: 'different', tensor: 'blocks.3.attn out', relative: 0.0123 },
      { rung: 'loss', state: 'unknown' },
    ],
    growth: [
      { step: 32, relative: 1e-4 },
      { step: 64, relative: 2e-3 },
    ],
    ...overrides,
  })
}

const codeChange = (path: string, imported: boolean): typeof MODEL => ({ ...MODEL, path, imported })
const rate = parted({
  step: 0,
  rung: 'hyper',
  tensor: undefined,
  class: 'hyper-parameter',
  hyper: [faster()],
  size: undefined,
})

function explained(
  divergence: Divergence,
  factors = factorsOf({}),
  repeat?: Divergence,
): Explanation {
  const evidence = { factors, divergence, ...(repeat && { repeat }) }
  const cause = causeOf(evidence)
  return { ...evidence, ...(cause && { cause }) }
}

const beyond = { kind: 'beyond', tolerance: 0.01 } as const

describe('the sentence on top', () => {
  test('names the value in force, and the line of the configuration', () => {
    expect(said('changed', beyond, explained(rate, factorsOf({ config: [RATE] })))).toBe(
      'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010); they part at step 0: the learning rate in force is `0.0006` instead of `0.0003` — `configs/mini.yaml:14`',
    )
  })

  test('names the module, and the file that changed', () => {
    expect(
      said(
        'changed',
        beyond,
        explained(parted(), factorsOf({ code: [codeChange('model.py', true)] })),
      ),
    ).toBe(
      'changed: eval_loss 0.412 → 0.436 (+0.024, tolerance 0.010); they part at step 17 in the output of blocks.3.attn (0.012 of its size): its inputs and parameters are equal, its result is not — `model.py` differs, and nothing else known that could make it',
    )
  })

  test('blames nothing where two changes could be it', () => {
    const factors = factorsOf({
      code: [codeChange('model.py', true)],
      environment: [NUMPY],
    })
    expect(said('changed', beyond, explained(parted(), factors))).toMatch(
      /; which of these it comes from cannot be told here, `reprise why` decides: `model\.py` differs and package `numpy` 2\.1\.0 → 2\.2\.0$/,
    )
  })

  test('blames no change where the training parts from itself', () => {
    const repeat = parted({
      class: 'nondeterminism',
      size: { relative: 3e-7, meaning: 'rounding' },
    })
    const explanation = explained(parted(), factorsOf({ code: [codeChange('a.py', true)] }), repeat)
    const words = said('nondeterministic', REASONS['self-differs'][1], explanation)
    expect(words).toMatch(
      /; two runs of the same code and seed part at step 17 in the output of blocks\.3\.attn \(rounding, 3e-7 of its size\): the same code gives other numbers$/,
    )
    expect(words).not.toContain('a.py')
  })

  test('says that evaluation is meant where every step is equal', () => {
    const same = { state: 'same', steps: 1000, mode: 'modules' } as const
    const factors = factorsOf({ code: [codeChange('evaluate.py', true)] })
    expect(said('changed', beyond, explained(same, factors))).toMatch(
      /; every one of 1000 steps is equal in loss, gradients and parameters, so what differs comes after the training — `evaluate\.py` differs, and nothing else known that could make it$/,
    )
  })
})

describe('the words', () => {
  test.each(DIVERGENCE_CLASSES)('%s has a clause, and an advice with pages that exist', (kind) => {
    expect(plain(partedWords(parted({ class: kind })))).toMatch(/^they part at step 17 .*: [a-z]/)
    for (const rung of RUNGS) {
      for (const meaning of ['rounding', 'meaning', undefined] as const) {
        const size = meaning && { relative: 0.1, meaning }
        const { words, pages } = adviceFor({ class: kind, rung, size })
        expect(plain(words)).toMatch(/^[A-Z].*\.$/)
        expect(pages.length).toBeGreaterThan(1)
        expect(pages.filter((page) => !existsSync(page))).toEqual([])
      }
    }
  })

  test.each(SELF_CAUSES)('the page of %s says how it looks, why, and what to do', (cause) => {
    const page = readFileSync(`docs/findings/${cause}.md`, 'utf8')
    expect(page).toMatch(
      new RegExp(
        `^# .+\\n\\n\`${cause}\`: a cause .*## How it looks\\n.*## Why\\n.*## What to do\\n`,
        's',
      ),
    )
  })

  test('name the training of several, and its program', () => {
    const training = { number: 1, of: 2, program: 'finetune.py' }
    expect(plain(partedWords(parted({ class: 'layer-code', training })))).toMatch(
      /^they part at step 17 of training 2 of 2 \(`finetune\.py`\) in the output of /,
    )
    const first = { number: 0, of: 2, program: undefined }
    expect(plain(partedWords(parted({ class: 'layer-code', training: first, rank: 1 })))).toMatch(
      /^they part at step 17 on rank 1 of training 1 of 2 in /,
    )
  })

  test('of a computed value give as many digits as tell it from the other', () => {
    const said = (before: number, after: number): string =>
      plain(
        partedWords(
          parted({
            class: 'hyper-parameter',
            rung: 'hyper',
            tensor: undefined,
            hyper: [{ optimizer: 0, group: 0, name: 'lr', before, after }],
          }),
        ),
      )
    expect(said(0.00030000000000000003, 0.00025)).toMatch(/`0\.00025` instead of `0\.0003`$/)
    expect(said(0.3, 0.30000000000000004)).toMatch(/`0\.30000000000000004` instead of `0\.3`$/)
    expect(said(0.12345678, 0.12345679)).toMatch(/`0\.12345679` instead of `0\.12345678`$/)
  })

  test('of another length are an answer, and no question', () => {
    const detail = 'the first 24 steps are equal; the run goes on to 26, the baseline ends after 24'
    expect(plain(unpartedWords({ state: 'unknown', why: 'other-length', detail }))).toBe(detail)
  })

  test('of a target, a model that is called again and a backward pass say what is known', () => {
    const at = (
      overrides: Partial<FoundDivergence>,
      phase: 'loss' | 'forward' | 'gradient',
      part: string,
      call = 0,
    ) =>
      plain(
        partedWords(
          parted({
            ...overrides,
            rung: phase,
            sure: false,
            tensor: { phase, name: 'mse_loss', part, call, shape: [8], dtype: 'float32' },
          }),
        ),
      )
    expect(at({ class: 'functional-code' }, 'loss', 'target')).toMatch(
      /the target of the loss is made otherwise/,
    )
    expect(at({ class: 'batch-size' }, 'forward', 'in.0', 2)).toMatch(
      /called another number of times/,
    )
    expect(at({ class: 'gradient-processing' }, 'gradient', 'raw')).toMatch(
      /the backward pass gives other/,
    )
  })

  test('of a buffer say that no parameter shows it', () => {
    const tensor = { name: 'bn.running_mean', part: 'buffer', phase: 'update' as const }
    const rest = { call: 0, shape: [8], dtype: 'float32' }
    const said = plain(
      partedWords(
        parted({
          class: 'layer-code',
          rung: 'update',
          sure: false,
          tensor: { ...tensor, ...rest },
        }),
      ),
    )
    expect(said).toMatch(
      /in the buffer bn\.running_mean.*: probably all parameters are equal, what a module keeps/,
    )
  })

  test('are not firm where the evidence is not', () => {
    for (const kind of DIVERGENCE_CLASSES) {
      expect(plain(partedWords(parted({ class: kind, sure: false })))).toMatch(
        /: (probably |of what kind the cause is cannot be told$)/,
      )
    }
  })

  test.each([
    ['no-trace', 'one of them was not traced'],
    ['too-short', 'not the whole training'],
    ['other-ranks', 'another number of processes'],
  ] as const)('of what could not be compared: %s', (why, words) => {
    expect(plain(unpartedWords({ state: 'unknown', why, detail: 'rank 1' }))).toMatch(
      new RegExp(`^where the two part is not known: .*${words} \\(rank 1\\)$`),
    )
  })

  test.each([
    [3.04e-7, '3e-7'],
    [0.0123, '0.012'],
    [1.5, '1.5'],
    [123456, '1.2e5'],
    [0, 'below 1e-10'],
  ])('%d is %s', (relative, words) => {
    expect(spellRelative(relative)).toBe(words)
  })
})

describe('the ladder', () => {
  const explanation = explained(
    parted({ mode: 'borders', because: 'torch.compile', window: { from: 17, to: 17 }, rank: 2 }),
  )
  const report = reportOf(exampleModel({ explanation }))

  test('in a terminal: a rung a line, and a question mark where nothing is known', () => {
    const text = renderTerminal(report, { color: false, columns: 100 })
    expect(text).toContain(
      [
        '  ✓ initial values',
        '  ✓ batch',
        '  ✗ forward        blocks.3.attn out step 17 0.012',
        '  ? loss',
      ].join('\n'),
    )
    expect(text).toContain('on rank 2')
    expect(text).toContain('Seen at the borders of the steps only (torch.compile)')
    expect(text).toContain('Found by training both sides once more up to step 17.')
  })

  test('in a comment: one line', () => {
    expect(renderMarkdown(report)).toContain(
      'initial values ✓ · batch ✓ · forward ✗ `blocks.3.attn out` step 17 0.012 · loss ?',
    )
  })

  test('in a page: rungs with their states, and the growth as a drawing and a table', () => {
    const html = renderHtml(report, { script: '', style: '' })
    expect(html).toMatch(/<ol class="ladder"><li class="same">.*<li class="unknown">/s)
    expect(html).toMatch(/<div class="grown">.*<polyline class="grows" points="[^"]+"/s)
    expect(html).toMatch(/<td data-label="step"><span>64<\/span><\/td>/)
  })

  test('a name of a tensor is data in every output', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (noise) => {
        const name = `<img src=x onerror=1>|\`@someone ${noise}`
        const one = parted({
          tensor: { phase: 'forward', name, part: 'out', call: 0, shape: [1], dtype: 'float32' },
          ladder: [{ rung: 'forward', state: 'different', tensor: name, relative: 1 }],
        })
        const hostile = reportOf(exampleModel({ explanation: explained(one) }))
        expect(renderHtml(hostile, { script: '', style: '' })).not.toContain('<img')
        expect(renderTerminal(hostile, { color: false, columns: 100 })).not.toContain('\u001b')
      }),
      { numRuns: 30 },
    )
  })
})
