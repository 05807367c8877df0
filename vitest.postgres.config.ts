/**
 * The tests of `floe/postgres` against a server of its own: those that `npm test` has, and those that the embedded one could not
 * pass, as it has one process and cannot be killed. `npm run test:postgres` starts the server.
 */
import { defineConfig } from 'vitest/config'
import { base } from './vitest.config.ts'

export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/io/postgres/**/*.{test,server}.ts'], exclude: ['test/io/postgres/server.ts'] },
})
