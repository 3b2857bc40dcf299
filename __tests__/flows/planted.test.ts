import { describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openProject } from '../../src/flows/project.ts'
import { writeReport } from '../../src/flows/reporting.ts'
import { FILES, makeLab, TRAIN } from './lab.ts'

describe('what a change may plant where we write', () => {
  test('.reprise as a link is refused', async () => {
    const lab = makeLab()
    const victim = mkdtempSync(join(tmpdir(), 'reprise-victim-'))
    symlinkSync(victim, join(lab.root, '.reprise'))
    await expect(lab.check()).rejects.toMatchObject({ code: 'ledger-unsafe' })
    lab.remove()
    rmSync(victim, { recursive: true })
  })

  test('a page that is a link is replaced, not followed; one that cannot be written loses no verdict', async () => {
    const lab = makeLab()
    const victim = join(lab.root, '..', `${basename(lab.root)}-victim`)
    writeFileSync(victim, 'mine')
    const report = await lab.check()
    symlinkSync(victim, join(lab.root, '.reprise', 'report.md'))
    const project = await openProject(lab.root, undefined)
    expect(writeReport(project, report)).toBe('The page with curves: .reprise/report.html')
    expect(readFileSync(victim, 'utf8')).toBe('mine')
    rmSync(join(lab.root, '.reprise', 'report.html'))
    mkdirSync(join(lab.root, '.reprise', 'report.html'))
    expect(writeReport(project, report)).toMatch(/could not be kept: .*report\.html/)
    lab.remove()
    rmSync(victim)
  })

  test('a reprise.lock that leads nowhere is unreadable, not absent', async () => {
    const lab = makeLab()
    symlinkSync('nowhere', join(lab.root, 'reprise.lock'))
    const { verdict } = await lab.verdict()
    expect(verdict).toMatchObject({
      verdict: 'incomparable',
      reasons: [{ kind: 'baseline-unreadable' }],
    })
    lab.remove()
  })
})

test('a value that is passed through is nowhere in what is kept', async () => {
  const secret = 'hf_0123456789abcdef'
  process.env['LAB_TOKEN'] = secret
  const seen = `${TRAIN}import os; assert os.environ["LAB_TOKEN"] == "${secret}"\n`
  const lab = makeLab({
    ...FILES,
    'train.py': seen.replace(secret, 'hf_" + "0123456789abcdef'),
    'reprise.yml': `${FILES['reprise.yml']}env: {LAB_TOKEN: }\n`,
  })
  const report = await lab.check()
  writeReport(await openProject(lab.root, undefined), report)
  expect(report.models[0]?.run?.config.env).toEqual({
    LAB_TOKEN: expect.stringMatching(/^passed through, sha256:[0-9a-f]{12}$/),
  })
  expect(report.models[0]?.verdict.verdict).toBe('identical')
  for (const name of ['report.json', 'report.md', 'report.html'])
    expect(readFileSync(join(lab.root, '.reprise', name), 'utf8')).not.toContain(secret)
  delete process.env['LAB_TOKEN']
  lab.remove()
})

test('a folder for outputs that only the checkout has is named, with what to do', async () => {
  const lab = makeLab({
    ...FILES,
    '.gitignore': `${FILES['.gitignore']}out/\n`,
    'train.py': TRAIN.replace('"metrics.jsonl"', '"out/metrics.jsonl"'),
  })
  mkdirSync(join(lab.root, 'out'))
  const { verdict } = await lab.verdict()
  expect(verdict.verdict).toBe('failed')
  expect(verdict.findings).toContainEqual({ kind: 'left-out', path: 'out/' })
  lab.remove()
})
