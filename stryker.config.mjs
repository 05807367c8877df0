/** Stryker, as test/mutants/run.mjs runs it for one group of files at a time. */
const group = process.env.MUTANTS_GROUP ?? 'all'

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutants.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: Number(process.env.MUTANTS_CONCURRENCY ?? 2),
  timeoutMS: 5_000,
  timeoutFactor: 1.25,
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `reports/mutants-${group}.html` },
  jsonReporter: { fileName: process.env.MUTANTS_REPORT ?? 'reports/mutants-all.json' },
  thresholds: { high: 95, low: 85, break: 85 },
  tempDirName: `.stryker-tmp/${group}`,
  ignorePatterns: ['dist', 'reports', 'examples', '.stryker-tmp'],
  // Stryker reads tsconfig through an API that TypeScript 7 has not.
  tsconfigFile: 'none',
}
