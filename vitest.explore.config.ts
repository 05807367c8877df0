/**
 * The tests that have properties, with a seed that nobody has chosen: `npm run explore` looks where `npm test`, which is
 * the same every time, never does, and runs large properties more often.
 */
import { defineConfig } from 'vitest/config'

process.env.FLOE_SEED ||= 'random'
process.env.FLOE_RUNS ||= '4'
const { alone, base } = await import('./vitest.config.ts')

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    testTimeout: 300_000,
    include: [
      'test/{aggregate,arbitrary,codec,concurrent,conformance,data,engine,inspect,io,optimize,oracle,plan,semantics,time}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', ...alone],
  },
})
