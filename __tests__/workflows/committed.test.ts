import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { first } from './drafted.ts'
import { parsed } from './parsed.ts'

const ROOT = join(import.meta.dirname, '..', '..')

describe('what is committed', () => {
  const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

  test('docs/examples/three-jobs.yml is what `reprise init --three-jobs` writes', () => {
    expect(read('docs/examples/three-jobs.yml')).toBe(
      first({ action: 'OWNER/reprise@COMMIT', threeJobs: true }),
    )
  })

  test('the ten lines of the README are a workflow, and the same everywhere', async () => {
    const short = read('docs/examples/short.yml')
    expect(short.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
    const { jobs } = await parsed(short)
    const template = await parsed(first({}))
    expect(jobs['reprise']?.permissions).toEqual(template.jobs['check']?.permissions)
    expect(jobs['reprise']?.steps[0]).toEqual(template.jobs['check']?.steps[0])
    const shown = [...read('README.md').matchAll(/```yaml\n([^`]*uses: OWNER\/[^`]*)```/g)]
    expect(shown.map(([, block]) => block)).toEqual([short])
    // A draft's check is red; only this event makes it anything else.
    expect((await parsed(short)).on['pull_request']).toEqual(template.on['pull_request'])
  })

  test('our own workflow uses the action as the template does', async () => {
    const ours = await parsed(read('.github/workflows/digits.yml'))
    const template = await parsed(first({ runner: ['ubuntu-24.04'] }))
    for (const id of ['check', 'keep']) {
      expect(ours.jobs[id]?.permissions).toEqual(template.jobs[id]?.permissions)
      expect(ours.jobs[id]?.if).toBe(template.jobs[id]?.if)
      expect(ours.jobs[id]?.steps.slice(0, 2)).toEqual(template.jobs[id]?.steps.slice(0, 2))
    }
    expect(ours.jobs['check']?.steps.at(-1)?.uses).toBe('./')
    const { 'cancel-in-progress': cancels, group } = template.concurrency
    expect(ours.concurrency).toEqual({
      group: group.replace('reprise-', 'digits-'),
      'cancel-in-progress': cancels,
    })
  })

  test('one version of every foreign action, everywhere', () => {
    const files = [
      '.github/workflows/ci.yml',
      '.github/workflows/digits.yml',
      '.github/workflows/release.yml',
      'docs/examples/ghes.yml',
      'docs/examples/short.yml',
      'docs/examples/three-jobs.yml',
      'src/survey/workflow-text.ts',
    ]
    const versions = new Map<string, Set<string>>()
    for (const file of files) {
      for (const [, action = '', pin = ''] of read(file).matchAll(/(actions\/[\w-]+)@(.+?)'?$/gm))
        versions.set(action, (versions.get(action) ?? new Set()).add(pin))
    }
    expect([...versions.keys()].sort()).toEqual([
      'actions/attest-build-provenance',
      'actions/checkout',
      'actions/setup-node',
    ])
    for (const pins of versions.values()) {
      expect(pins.size).toBe(1)
      expect([...pins][0]).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    }
  })
})
