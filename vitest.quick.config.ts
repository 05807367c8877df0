/**
 * What `npm test` runs: all tests, with properties a quarter as often as they are written, so that nobody waits for long.
 * `npm run check`, and `npx vitest run` of some files, run them in full.
 */
process.env.FLOE_RUNS ||= '0.25'
const { default: full } = await import('./vitest.config.ts')

export default full
