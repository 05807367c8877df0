/**
 * Proves of random plans over random rows, in parts as small as one row, that a run which dies somewhere and goes on gives the rows,
 * rejects, counts and errors of one that nothing happens to: in this thread and with workers, into memory and into a sink.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import * as F from 'floe'
import { afterAll, describe, expect, test } from 'vitest'
import { checkpointing } from '../../../src/engine/checkpoint/checkpointing.ts'
import type { Context } from '../../../src/engine/engine.ts'
import { stagesToRun } from '../../../src/engine/execution.ts'
import type { RunOptions } from '../../../src/engine/options.ts'
import { reportOf } from '../../../src/engine/report.ts'
import type { Stage } from '../../../src/engine/stage.ts'
import { asRunError } from '../../../src/error/floe-error.ts'
import { orderOf } from '../../../src/plan/tree.ts'
import { anyPlan, type Generated } from '../../arbitrary/plan.ts'
import { type Outcome, outcomeOf, printError, printRow } from '../../conformance/outcome.ts'
import { temporary } from '../../io/temporary.ts'
import { runs } from '../../runs.ts'
import { hireInThread, newWatched } from '../workers/in-thread.ts'
import { dying, leaveLock } from './dying.ts'

const { directory } = temporary()
const checkpoint = join(directory, 'run')
const watched = newWatched()
/** Runs that went on with something, and that were written straight from parts. */
let wentOn = 0
let straight = 0
let died = 0

/** Rows in memory that outlive the run; whatever is done for good is an operation. */
const newStore = () => {
  const safe: unknown[] = []
  const sink = (operation: () => void): F.Sink<unknown> => ({
    format: 'memory',
    name: 'store',
    open: async () => {
      throw new Error('it is to be gone on with')
    },
    resume: async () => {
      let loose: unknown[] = []
      return {
        committed: safe.length,
        write: async (rows) => void loose.push(...rows),
        commit: async () => {
          operation()
          safe.push(...loose)
          loose = []
          return { rows: safe.length }
        },
        close: async () => operation(),
        abort: async () => {},
      }
    },
  })
  return { safe, sink }
}

interface How {
  readonly workers: number
  readonly rows: number
  readonly unit: number
  readonly onError: F.ErrorPolicy
  readonly isWritten: boolean
}

/** A run of the compiled engine, in parts as small as is asked for. */
const ranOnce = async (
  { dataset: { plan }, again }: Generated,
  { workers, rows, unit, onError, isWritten }: How,
  store: ReturnType<typeof newStore>,
  operation: () => void,
): Promise<Outcome> => {
  const options: RunOptions = { onError, workers, origin: { module: 'test', export: 'plan' } }
  const stages = await stagesToRun([plan], options)
  const output = stages[0] as Stage
  const rejects: F.RunError[] = []
  const context: Context = {
    signal: new AbortController().signal,
    onError,
    reject: (error) => rejects.push(error),
    progress: () => {},
  }
  const sink = isWritten ? (store.sink(operation) as F.Sink<never>) : undefined
  if (existsSync(join(checkpoint, 'run.json'))) wentOn++
  const one = await checkpointing({
    directory: checkpoint,
    output,
    written: plan,
    sink,
    engine: 'compiled',
    hasParts: true,
    isPrepared: true,
    tell: undefined,
    options,
    size: { bytes: 1, rows },
    unit,
    hire: hireInThread(async () => ({ plan: again() }), watched),
  })
  try {
    const spread = await one.spread(context)
    if (spread.straight !== undefined) straight++
    const batches = (spread.straight ?? F.compiled.execute(spread.outputs, spread.context)[0]) as AsyncIterable<
      readonly unknown[]
    >
    const taken: unknown[] = []
    try {
      if (sink === undefined) for await (const batch of batches) taken.push(...batch)
      else await (await one.write(sink, batches)).publish()
    } finally {
      spread.restore()
    }
    one.finish()
    const { stages: told } = reportOf([{ stage: output }], { engine: '', milliseconds: 0, notes: [] })
    return {
      rows: (sink === undefined ? taken : store.safe).map(printRow),
      rejects: rejects.map(printError),
      counts: told.map(({ kind, rowsIn, rowsOut, rowsRejected }) => `${kind} ${rowsIn} ${rowsOut} ${rowsRejected}`),
      error: undefined,
    }
  } catch (thrown) {
    one.close()
    return { rows: [], rejects: [], counts: [], error: printError(asRunError(thrown)) }
  }
}

/** The number of a stage is put into rejects by whoever runs the engine. */
const comparable = (isBag: boolean, { rows, rejects, ...others }: Outcome): Outcome => ({
  ...others,
  rows: isBag ? [...rows].sort() : rows,
  rejects: rejects.map((text) => text.replace(/"at":\d+,/, '')),
})

describe.each([{ failing: false }, { failing: true }, { failing: true, rejecting: true }])(
  'plans that may fail: $failing',
  (profile) => {
    test('to die changes nothing', () =>
      fc.assert(
        fc.asyncProperty(
          anyPlan({ numbers: 'finite', ...profile, maxStages: 4, maxRows: 12 }),
          fc.record({
            workers: fc.integer({ min: 1, max: 2 }),
            rows: fc.integer({ min: 1, max: 4 }),
            unit: fc.integer({ min: 1, max: 3 }),
            onError: fc.constantFrom('fail' as const, 'reject' as const),
            isWritten: fc.boolean(),
          }),
          // Most runs do little to files: one that is to die late comes to its end.
          fc.array(fc.record({ at: fc.oneof(fc.nat(8), fc.nat(16), fc.nat(40)), isTorn: fc.boolean() }), {
            minLength: 1,
            maxLength: 2,
          }),
          async (generated, how, deaths) => {
            rmSync(checkpoint, { recursive: true, force: true })
            const isBag = orderOf(generated.dataset.plan) === 'bag'
            const store = newStore()
            for (const death of deaths) {
              await dying(death, async ({ operation, count }) => {
                await ranOnce(generated, how, store, operation).catch(() => {})
                if (count() > death.at) died++
              })
              leaveLock(checkpoint)
              // It came to its end before it could die: then there is nothing more to say of it.
              if (!existsSync(checkpoint)) store.safe.length = 0
            }
            const found = await dying({}, () => ranOnce(generated, how, store, () => {}))
            expect(comparable(isBag, found)).toEqual(
              comparable(isBag, await outcomeOf(generated.dataset, { onError: how.onError })),
            )
            if (found.error === undefined) expect(existsSync(checkpoint)).toBe(false)
          },
        ),
        { numRuns: runs(60) },
      ))
  },
)

afterAll(() => {
  expect(died).toBeGreaterThan(runs(20))
  expect(wentOn).toBeGreaterThan(runs(20))
  expect(straight).toBeGreaterThan(runs(5))
  expect([...watched.ends].sort()).toContain('rows')
})
