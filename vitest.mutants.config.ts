/**
 * The tests that Stryker runs against mutants of `data/`, `plan/` and `aggregate/`: no builds, no other processes, and
 * fewer runs a property, as there are thousands of mutants.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { keptThread } from './test/mutants/kept-thread.ts'
import { QuickestFirst } from './test/mutants/quickest-first.ts'
import { aliases, base } from './vitest.config.ts'

/** The tests of one group, from test/mutants/run.mjs. */
const tests: string[] = JSON.parse(process.env.MUTANTS_TESTS ?? '["test/{data,aggregate,plan,semantics}/**/*.test.ts"]')
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  ...base,
  plugins: [
    {
      name: 'kept-thread',
      // Stryker asks for threads, so it is set when all has been read.
      configureVitest: ({ project }) => {
        project.config.pool = keptThread.name
        project.config.poolRunner = keptThread
      },
    },
  ],
  resolve: {
    alias: [
      { find: /^fast-check$/, replacement: file('./test/mutants/fast-check.ts') },
      { find: /^fast-check-itself$/, replacement: file('./node_modules/fast-check/lib/fast-check.js') },
      ...aliases,
    ],
  },
  test: {
    ...base.test,
    include: tests,
    // Modules are loaded once for each mutant, and not for each file too.
    isolate: false,
    maxWorkers: 1,
    sequence: { sequencer: QuickestFirst },
    server: { deps: { inline: ['@fast-check/vitest'] } },
  },
})
