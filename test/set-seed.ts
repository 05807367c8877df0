/** Runs before each test file: every property begins with the seed of the run, and fails again where it failed once. */
import fc from 'fast-check'
import { usualRuns } from './runs.ts'
import { seedOf } from './seed.ts'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: seedOf(process.env.FLOE_SEED), numRuns: usualRuns })
