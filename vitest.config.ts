import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

/** Tests and examples import `floe` by its name, and get the sources. */
export const aliases = [
  { find: /^floe$/, replacement: source('index.ts') },
  { find: /^floe\/(.*)$/, replacement: source('$1/index.ts') },
]

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
