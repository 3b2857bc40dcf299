/** Suites of their own: `*.slow.test.ts` (`npm run test:slow`) and `*.mutations.test.ts` (`npm run test:mutations`). */
const suite = process.env.REPRISE_SUITE
const others = ['slow', 'mutations'].filter((name) => name !== suite)

export default {
  testEnvironment: 'node',
  testMatch: [`<rootDir>/__tests__/**/*${suite === undefined ? '' : `.${suite}`}.test.ts`],
  testPathIgnorePatterns: ['/node_modules/', ...others.map((name) => `\\.${name}\\.test\\.ts$`)],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-strip-types.js' },
  resetMocks: true,
  maxWorkers: '100%',
  testTimeout: 60_000,
}
