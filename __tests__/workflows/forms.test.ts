import { describe, expect, test } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const FOLDER = join(import.meta.dirname, '..', '..', '.github')

interface Form {
  readonly name: string
  readonly description: string
  readonly body: ReadonlyArray<{
    readonly type: string
    readonly id?: string
    readonly attributes: {
      readonly label?: string
      readonly value?: string
      readonly options?: readonly string[]
    }
  }>
}

const forms = globSync('ISSUE_TEMPLATE/*.yml', { cwd: FOLDER }).filter(
  (path) => !path.endsWith('config.yml'),
)

describe.each(forms)('%s', (path) => {
  const form = parse(readFileSync(join(FOLDER, path), 'utf8')) as Form

  /** What GitHub refuses a form for. */
  test('is a form that GitHub shows', () => {
    expect(form.name.length).toBeGreaterThan(3)
    expect(form.description.length).toBeGreaterThan(10)
    const asked = form.body.filter(({ type }) => type !== 'markdown')
    expect(asked.length).toBeGreaterThan(2)
    expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length)
    expect(new Set(asked.map(({ attributes }) => attributes.label)).size).toBe(asked.length)
    for (const { type, id, attributes } of asked) {
      expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type)
      expect(id).toMatch(/^[\w-]+$/)
      expect(attributes.label).toMatch(/\w/)
      if (type === 'dropdown')
        expect(new Set(attributes.options).size).toBe(attributes.options?.length)
    }
  })
})

test('there is one for what broke, for a wrong verdict and for a format; none of them is bare', () => {
  expect(forms.sort()).toEqual(
    ['bug', 'format', 'wrong-verdict'].map((name) => `ISSUE_TEMPLATE/${name}.yml`),
  )
  for (const name of ['bug', 'wrong-verdict']) {
    const form = parse(readFileSync(join(FOLDER, 'ISSUE_TEMPLATE', `${name}.yml`), 'utf8')) as Form
    expect(form.body.find(({ id }) => id === 'report')?.attributes.label).toBe('The report as JSON')
  }
})
