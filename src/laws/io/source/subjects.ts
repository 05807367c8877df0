/**
 * Sources, as what laws are checked on.
 */
import * as fc from 'fast-check'
import { isDataset } from '../../../plan/dataset.ts'
import { printNode } from '../../../plan/print.ts'
import { type Law, trivial } from '../../law.ts'
import type { Subject } from '../../subject.ts'
import { again } from './again.ts'
import { inFlight } from './in-flight.ts'
import { noReusedRows } from './no-reused-rows.ts'
import { type Readable, type Reading, read } from './reading.ts'
import { releases } from './releases.ts'
import { replayable } from './replayable.ts'
import type { SourceTrial } from './trial.ts'

/**
 * What is known of a source.
 *
 * @example
 * let open = 0
 * const options: L.SourceOptions = { name: 'numbers', handles: () => open }
 * const numbers = function* () {
 *   open++
 *   try {
 *     yield* [1, 2]
 *   } finally {
 *     open--
 *   }
 * }
 * await L.check(L.source(numbers, options))
 */
export interface SourceOptions {
  /** As failures name it. */
  readonly name?: string
  /** How many handles are open, of files or what else has to be closed (I8). */
  readonly handles?: () => number
  /** How many rows it has made so far, in all readings (I7). */
  readonly produced?: () => number
  /** How many rows may be ready that nobody has asked for: 16 by default, as in streams of Node. */
  readonly ahead?: number
}

/**
 * After how many rows a reading is left.
 *
 * @example
 * const instance: L.SourceInstance = { cut: 2 }
 * L.source(F.rows([1, 2, 3])).begin().print(instance) // 'its own, left after 2'
 */
export interface SourceInstance {
  readonly cut: number
}

const once = (law: Law<SourceTrial>): Law<SourceTrial> => ({
  ...law,
  check: async (trial) => (trial.isTried ? trivial('it was read like that before') : law.check(trial)),
})

const laws: readonly Law<SourceTrial>[] = [again, replayable, noReusedRows, releases, inFlight].map(once)

/** A reading that is made when it is first asked for. */
const lazily = (given: Readable<unknown>): (() => Promise<Reading>) => {
  let reading: Promise<Reading> | undefined
  return () => {
    reading ??= read(given)
    return reading
  }
}

/**
 * A source: a dataset, what can be iterated over, or a function that opens it. Each check reads it some thirty times, and
 * no further than 1,000 rows.
 *
 * @example
 * await L.check(L.source(F.rows([{ name: 'Ada' }, { name: 'Alan' }])))
 * const { laws } = await L.examine(L.source([1, 2].values()))
 * laws.find(({ id }) => id === 'I9')?.verdict // 'broken'
 */
export const source = <A>(given: Readable<A>, options: SourceOptions = {}): Subject<SourceInstance, SourceTrial> => {
  // Of what can be read once there is one first reading, however often it is checked.
  const first = lazily(given)
  return {
    kind: 'source',
    name: options.name ?? (isDataset(given) ? printNode(given.plan) : 'the source'),
    laws,
    declared: new Set(),
    instances: fc.record({ cut: fc.integer({ min: 1, max: 6 }) }),
    begin: () => {
      const tried = new Set<number>()
      return {
        trial: ({ cut }) => {
          const isTried = tried.has(cut)
          tried.add(cut)
          const { handles, produced, ahead = 16 } = options
          return { given, cut, handles, produced, ahead, first, again: lazily(given), isTried }
        },
        print: ({ cut }) => `its own, left after ${cut}`,
      }
    },
  }
}
