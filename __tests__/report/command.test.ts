import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { annotationsOf } from '../../src/report/log/annotations.ts'
import { defuse, spellCommand, spellGroup } from '../../src/report/log/command.ts'
import { renderLogGroups } from '../../src/report/log/groups.ts'
import { commandsIn } from './commands.ts'
import { exampleModel, exampleChange, reportOf, verdictOf } from './example.ts'
import { hostileText } from './baits.ts'
import { hostileCase, hostileReport, RUNS, unseen } from './hostile.ts'
import { REASONS } from './reasons.ts'

const bait = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom(
        '::error::x',
        '::stop-commands::t',
        '::add-mask::e',
        '##[error]x',
        '#\u200b#[group]',
        ':\u00ad:warning::',
        '%0A::error::',
        '%250A',
        '\r::',
        '\n::debug::',
        '\u0085::x::',
        ',file=/etc/passwd',
        '=',
        '%',
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '')

describe('an annotation as a command', () => {
  test('is one line with its place and its words', () => {
    expect(
      spellCommand({
        level: 'error',
        title: 'digits: changed',
        message: 'loss 1% worse\nand so on',
        file: 'a,b:c.py',
        line: 3,
        endLine: 4,
        column: 7,
      }),
    ).toBe(
      '::error file=a%2Cb%3Ac.py,line=3,endLine=4,col=7,title=digits%3A changed::loss 1%25 worse%0Aand so on',
    )
    expect(spellCommand({ level: 'notice', message: 'm' })).toBe('::notice::m')
    expect(spellCommand({ level: 'notice', message: 'm', title: '', file: undefined })).toBe(
      '::notice::m',
    )
  })

  test('whatever it holds, the runner reads exactly it', () => {
    fc.assert(
      fc.property(
        bait,
        bait,
        bait,
        fc.constantFrom('error', 'warning', 'notice'),
        (message, title, file, level) => {
          const text = spellCommand({ level, message, title, file, line: 2 })
          expect(text).not.toMatch(/[\r\n]/)
          const [command, ...more] = commandsIn(text)
          expect(more).toEqual([])
          expect(command?.name).toBe(level)
          expect(Object.keys(command?.properties ?? {})).toEqual(['file', 'line', 'title'])
          expect(command?.properties['line']).toBe('2')
        },
      ),
      { numRuns: RUNS },
    )
  })

  test('and reads it as it was written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~][ -~\n\r]{0,30}$/), (text) => {
        const [command] = commandsIn(
          spellCommand({ level: 'error', message: text, title: text, file: 'a' }),
        )
        expect(command?.data).toBe(text)
        expect(command?.properties['title']).toBe(text)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('what is written to a log', () => {
  test('is no command, though it was made to be one', () => {
    fc.assert(
      fc.property(bait, (text) => {
        expect(commandsIn(defuse(text))).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  test('is left alone where it is none', () => {
    for (const text of ['a::b', 'std::vector', 'x ::', '# [x]', '#[derive]', 'a\n  b: c', ':'])
      expect(defuse(text)).toBe(text)
    expect(defuse('::error::x\n  ::y ##[z]')).toBe(': :error::x\n  : :y ## [z]')
  })

  test('long text is looked through in no time', () => {
    const text = `${'\n'.repeat(50_000)}${'\t'.repeat(50_000)}${'#\u200b'.repeat(50_000)}`
    expect(defuse(text)).toBe(text.replaceAll('##[', ''))
  })

  test('a report has no command but the groups of its models', () => {
    fc.assert(
      fc.property(hostileCase, (one) => {
        const report = hostileReport(one)
        const text = renderLogGroups(report)
        expect(commandsIn(text).map(({ name }) => name)).toEqual(
          report.models.flatMap(() => ['group', 'endgroup']),
        )
        expect(unseen(text)).toEqual([])
      }),
      { numRuns: RUNS / 4 },
    )
  })

  test('nor do its annotations', () => {
    fc.assert(
      fc.property(hostileCase, (one) => {
        for (const annotation of annotationsOf(hostileReport(one))) {
          const commands = commandsIn(spellCommand(annotation))
          expect(commands).toHaveLength(1)
          expect(commands[0]).toMatchObject({ name: annotation.level, data: annotation.message })
          expect(unseen(annotation.message)).toEqual([])
        }
      }),
      { numRuns: RUNS / 4 },
    )
  })

  test('a group’s title cannot end it', () => {
    expect(spellGroup('a\n::endgroup::', ['b'])).toEqual([
      '::group::a%0A::endgroup::',
      'b',
      '::endgroup::',
    ])
  })
})

describe('log groups', () => {
  test('one model: the sentence in the open, the whole report folded, the end in the open', () => {
    const report = { ...reportOf(exampleModel()), change: exampleChange() }
    const lines = renderLogGroups(report).trimEnd().split('\n')
    const [from, to] = ['::group::digits @ x86-64-v3: changed', '::endgroup::'].map((line) =>
      lines.indexOf(line),
    )
    expect(lines[0]).toMatch(/^changed: eval_loss 0\.412 → 0\.436/)
    expect(lines.slice(0, from).join(' ')).toContain('For commit `91f3aa0791f3`')
    const inside = lines.slice((from ?? 0) + 1, to).join('\n')
    expect(inside).toMatch(/^✗ changed: /)
    for (const part of ['what moved', 'all factors', 'environment', 'records', 'reproduce it here'])
      expect(inside).toContain(part)
    expect(lines.slice((to ?? 0) + 1).join('\n')).toMatch(
      /^run 9017 .*\nnot green \(1 model\): exit code 1$/s,
    )
  })

  test('several models have a group each, below one sentence', () => {
    const verdict = { ...verdictOf('reproduced', REASONS.within[1]), model: 'tabular' }
    const text = renderLogGroups(reportOf(exampleModel(), exampleModel({ verdict })))
    expect(text).toMatch(/^2 models: digits changed; tabular reproduced\n::group::/)
    expect(commandsIn(text).map(({ data }) => data)).toEqual([
      'digits @ x86-64-v3: changed',
      '',
      'digits @ x86-64-v3: reproduced',
      '',
    ])
  })

  test('of no model there is only the sentence', () => {
    expect(renderLogGroups(reportOf())).toMatch(/^no model: nothing was retrained.*\ngreen \(0/)
  })
})
