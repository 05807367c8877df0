/**
 * Functions of rows, and stages, as what laws are checked on.
 */

import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import { printValue } from '../../data/print-value.ts'
import { reference } from '../../engine/reference/engine.ts'
import { toList } from '../../engine/run.ts'
import { rows as datasetOf } from '../../io/rows.ts'
import type { Dataset } from '../../plan/dataset.ts'
import { type Kept, keeperOf } from '../ambient/keeper.ts'
import { steadyWorld } from '../ambient/steady.ts'
import { madeOnce } from '../arbitrary/drawn.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { someRows } from '../arbitrary/some-rows.ts'
import { givenDeclared, givenFunctions, givenOptions } from '../given-subject.ts'
import type { Property } from '../law.ts'
import { type Fresh, fresh, makerOf, type Subject } from '../subject.ts'
import { stageLaws } from './laws.ts'
import type { Seen, StageTrial, Takes } from './trial.ts'
import { trialOf } from './trial-of.ts'

/**
 * What rows a function is tried on, and what is promised of it.
 *
 * @example
 * const options: L.StageOptions<{ id: number; delay: number }> = {
 *   rows: fc.record({ id: fc.nat(), delay: fc.nat() }),
 *   reads: ['delay'],
 * }
 * await L.check(L.row((f) => f.delay > 15, options))
 * const { laws } = await L.examine(L.row((f) => f.delay + f.id, options))
 * laws.find(({ id }) => id === 'S18')?.verdict // 'broken'
 */
export interface StageOptions<A> {
  /** Any row. Some rows of an instance are given twice, or nearly so. */
  readonly rows: fc.Arbitrary<A>
  /** As failures name it; without it, the name that the function has. */
  readonly name?: string
  readonly declared?: readonly Property[]
  /** The fields that are read: then no other may have a say (S18). */
  readonly reads?: readonly (keyof A & string)[]
  /** What rows are apart by: then none may have a say in the answer for another key (S17). */
  readonly key?: (row: A) => unknown
  /** What the result must fit (S19). */
  readonly gives?: t.Mixed
}

/**
 * Rows, and a number by which all that is chosen for the laws is chosen.
 *
 * @example
 * const instance: L.StageInstance = { rows: [{ delay: 20 }], salt: 0 }
 * const late = L.row((f: { delay: number }) => f.delay > 15, { rows: fc.record({ delay: fc.nat() }) })
 * late.begin().print(instance) // '[{ delay: 20 }]'
 */
export interface StageInstance {
  readonly rows: readonly unknown[]
  readonly salt: number
}

const instancesOf = madeOnce((rows) => fc.record({ rows: someRows(rows), salt: fc.nat(1000) }))

const refusing =
  (codec: t.Mixed) =>
  (result: unknown): string | undefined => {
    const decoded = codec.decode(result)
    return decoded._tag === 'Right' ? undefined : PathReporter.report(decoded)[0]
  }

/** So many rows are enough to see how fast something grows. A power of two. */
const manyRows = 64

/** Many rows, once. */
const onceMany = (rows: fc.Arbitrary<unknown>): (() => readonly unknown[] | undefined) => {
  let isGiven = false
  return () => {
    if (isGiven) return undefined
    isGiven = true
    return fc.sample(rows, { seed: 1, numRuns: manyRows })
  }
}

type Plain = (...args: readonly unknown[]) => unknown

const subjectOf = <A>(
  kind: string,
  takes: Takes,
  given: unknown,
  options: StageOptions<A>,
): Subject<StageInstance, StageTrial> => {
  const { rows, name, declared = [], reads, key, gives } = givenOptions(options)
  const { make, makesFresh } = makerOf<Plain>(given as Plain | Fresh<Plain>)
  const first = givenFunctions(kind, make(), 'a function')
  const promised = givenDeclared(kind, key === undefined ? declared : [...declared, 'keyLocal'])
  const kept: Kept = { proven: [] }
  return {
    kind,
    name: name ?? (first.name || 'the function'),
    laws: stageLaws,
    declared: promised,
    instances: instancesOf(givenArbitrary(kind, 'rows', rows)),
    rowsIn: 'rows',
    isShared: !makesFresh,
    begin: () => {
      const keeper = keeperOf(kept)
      let made: Plain | undefined
      const used: Plain = (...args) => {
        made ??= make()
        return made(...args)
      }
      const seen: Seen = { gave: false, first: undefined }
      const tried = {
        takes,
        seen,
        make,
        makesFresh,
        isLate: kind === 'stage',
        reads,
        key: key as ((row: unknown) => unknown) | undefined,
        refuse: gives && refusing(gives),
        many: onceMany(rows),
        steady: steadyWorld(),
        keeper,
      }
      return {
        trial: (instance) => trialOf(tried, used, instance),
        print: ({ rows: all }) => printValue(all, 400),
        tidy: keeper.tidy,
        idle: () => (seen.gave ? undefined : seen.first),
      }
    },
  }
}

/**
 * A function of one row, such as one that is given to `map` or `filter`.
 *
 * @example
 * const hours = L.row((f: { delay: number }) => f.delay / 60, { rows: fc.record({ delay: fc.nat() }) })
 * await L.check(hours)
 */
export const row = <A, B>(f: ((row: A) => B) | Fresh<(row: A) => B>, options: StageOptions<A>) =>
  subjectOf('row', 'row', f, options)

/**
 * A function of all rows at once.
 *
 * @example
 * const least = L.rows((all: readonly number[]) => [...all].sort((a, b) => a - b)[0], { rows: fc.nat() })
 * await L.check(least)
 */
export const rows = <A, B>(f: ((rows: A[]) => B) | Fresh<(rows: A[]) => B>, options: StageOptions<A>) =>
  subjectOf('rows', 'rows', f, options)

/**
 * A stage: a function from dataset to dataset. It is run by the reference engine.
 *
 * @example
 * const late = L.stage(F.filter((f: { delay: number }) => f.delay > 15), { rows: fc.record({ delay: fc.nat() }) })
 * await L.check(late)
 */
export const stage = <A, B>(
  f: ((dataset: Dataset<A>) => Dataset<B>) | Fresh<(dataset: Dataset<A>) => Dataset<B>>,
  options: StageOptions<A>,
) => {
  const { make, makesFresh } = makerOf(f)
  const { name } = givenFunctions('stage', make(), 'a function from dataset to dataset')
  const runner = () => {
    const made = make()
    return async (all: readonly A[]): Promise<readonly unknown[]> => {
      const result = await toList(made(datasetOf(all) as never), { engine: reference })
      return result.toArray()
    }
  }
  return subjectOf('stage', 'rows', makesFresh ? fresh(runner) : runner(), {
    ...givenOptions(options),
    name: givenOptions(options).name ?? (name || 'the stage'),
  })
}
