import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { seedOf } from './test/seed.ts'

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests and examples import `floe` by its name, and get the sources. */
export const aliases = [
  { find: /^floe$/, replacement: file('./src/index.ts') },
  { find: /^floe\/loader\/(.*)$/, replacement: file('./src/loader/$1.ts') },
  { find: /^floe\/(.*)$/, replacement: file('./src/$1/index.ts') },
]

const seed = seedOf(process.env.FLOE_SEED)
if (process.env.FLOE_SEED) console.log(`FLOE_SEED=${seed}`)

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [file('./test/set-seed.ts'), file('./test/quick-memory.ts')],
    // Drawn once here, so that all test files have the same.
    env: { FLOE_SEED: String(seed) },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
