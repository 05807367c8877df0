/**
 * Runs before each test file: every property begins with the seed of the run, and fails again where it failed once. How often is said
 * by each property: a number for all would run the tests of `@fast-check/vitest` so often, with all that is in them.
 */
import fc from 'fast-check'
import { seedOf } from './seed.ts'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: seedOf(process.env.FLOE_SEED) })
