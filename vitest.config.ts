import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { seedOf } from './test/seed.ts'
import { SlowestFirst } from './test/slowest-first.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests and examples import `floe` by its name, and get the sources. */
export const aliases = [
  { find: /^floe$/, replacement: file('./src/index.ts') },
  { find: /^floe\/loader\/(.*)$/, replacement: file('./src/loader/$1.ts') },
  { find: /^floe\/postgres$/, replacement: file('./src/io/postgres/index.ts') },
  { find: /^floe\/(.*)$/, replacement: file('./src/$1/index.ts') },
]

const seed = seedOf(process.env.FLOE_SEED)
if (process.env.FLOE_SEED) console.log(`FLOE_SEED=${seed}`)

/** What replaces a module for itself, and must find it unloaded. */
export const alone = [
  'test/conformance/{by-one-chance,hostile,without-code}.test.ts',
  'test/engine/columns/joins.test.ts',
  'test/optimize/no-code.test.ts',
]

/** What all runs of tests have in common, those of the other configurations too. */
export const base = {
  resolve: { alias: aliases },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [file('./test/set-seed.ts'), file('./test/quick-memory.ts')],
    // Drawn once here, so that all test files have the same.
    // The seed is drawn once here, so that all test files have the same. What fails here is nobody's to remember.
    env: { FLOE_SEED: String(seed), FLOE_FAILURES: 'off' },
    // One for each core: most of what is measured of a run is the processor's.
    maxWorkers: '100%',
    // The files that a worker gets share the modules that they load: a third of the time was loading them again.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
}

const { include, ...common } = base.test

export default defineConfig({
  ...base,
  test: {
    ...common,
    sequence: { sequencer: SlowestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: alone, isolate: true } },
      // A group of their own: a worker that shares is given up as soon as the next file does not.
      {
        extends: true,
        test: { name: 'shared', include, exclude: ['**/node_modules/**', ...alone], sequence: { groupOrder: 1 } },
      },
    ],
  },
})
