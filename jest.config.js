/** `*.slow.test.ts` are a suite of their own: `npm run test:slow`. */
const slow = process.env.REPRISE_SUITE === 'slow'

export default {
  testEnvironment: 'node',
  testMatch: [slow ? '<rootDir>/__tests__/**/*.slow.test.ts' : '<rootDir>/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(slow ? [] : ['\\.slow\\.test\\.ts$'])],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-strip-types.js' },
  resetMocks: true,
  maxWorkers: '100%',
  testTimeout: 60_000,
}
