import { describe, test } from '@jest/globals'

export {
  jaxPython,
  oldTorchPython,
  otherNumpy,
  rscript,
  torchPython,
} from '../../scripts/pythons.ts'

/**
 * A `describe` that needs an interpreter. Where that is missing its tests are skipped, loudly; in CI it fails.
 * `scripts/install-test-tools.sh` installs them all.
 */
export function describeWith(
  python: string | undefined,
  name: string,
  body: (python: string) => void,
): void {
  if (python !== undefined) {
    describe(name, () => body(python))
  } else if (process.env.CI === 'true') {
    describe(name, () => {
      test('has its interpreter', () => {
        throw new Error('The interpreter is missing: run scripts/install-test-tools.sh')
      })
    })
  } else {
    process.stderr.write(
      `\nSKIPPED: ${name}: its interpreter is missing; scripts/install-test-tools.sh installs it\n`,
    )
    describe.skip(name, () => body(''))
  }
}
