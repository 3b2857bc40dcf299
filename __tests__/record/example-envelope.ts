import type { Envelope } from '../../src/record/envelope.ts'

/** Where a record of a push to the default branch came from. */
export function exampleEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    repository: 'example/project',
    run: 4_294_967_296,
    attempt: 1,
    event: 'push',
    workflow: '.github/workflows/reprise.yml',
    ref: 'refs/heads/main',
    commit: '3'.repeat(40),
    headRepository: 'example/project',
    actor: 'somebody',
    protectedRef: true,
    ...overrides,
  }
}
