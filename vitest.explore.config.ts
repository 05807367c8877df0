/**
 * The tests that have properties, with a seed that nobody has chosen: `npm run explore` looks where `npm test`, which is
 * the same every time, never does.
 */
import { defineConfig } from 'vitest/config'

process.env.FLOE_SEED ||= 'random'
const { base } = await import('./vitest.config.ts')

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/{aggregate,arbitrary,codec,data,engine,inspect,io,oracle,plan,semantics,time}/**/*.test.ts'],
  },
})
