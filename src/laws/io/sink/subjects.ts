/**
 * Sinks, as what laws are checked on.
 */

import * as fc from 'fast-check'
import { printValue } from '../../../data/print-value.ts'
import { givenArbitrary } from '../../arbitrary/given-arbitrary.ts'
import { someRows } from '../../arbitrary/some-rows.ts'
import type { Law, Property } from '../../law.ts'
import type { Subject } from '../../subject.ts'
import { committed } from './committed.ts'
import { releases } from './releases.ts'
import type { Batches, SinkTrial, Target } from './trial.ts'
import { writtenTwice } from './written-twice.ts'

/**
 * What a sink is tried on, and what is promised of it.
 *
 * @example
 * const options: L.SinkOptions<number> = { rows: fc.nat(), declared: ['idempotent'] }
 * const log = (): L.Target<number> => {
 *   const kept: number[] = []
 *   return { open: () => ({ write: (rows) => void kept.push(...rows) }), read: () => kept }
 * }
 * const { laws } = await L.examine(L.sink(log, options))
 * laws.find(({ id }) => id === 'I4')?.verdict // 'broken'
 */
export interface SinkOptions<A> {
  /** Any row that it takes. */
  readonly rows: fc.Arbitrary<A>
  /** As failures name it. */
  readonly name?: string
  /** `idempotent`: what is written twice is there once (I4). */
  readonly declared?: readonly Property[]
  /** How many handles are open, of files or what else has to be closed (I8). */
  readonly handles?: () => number
}

/**
 * Rows in batches, and after how many of them writing is given up.
 *
 * @example
 * const instance: L.SinkInstance = { batches: [[1, 2], [3]], cut: 1 }
 * const nowhere = (): L.Target<number> => ({ open: () => ({ write: () => undefined }), read: () => [] })
 * L.sink(nowhere, { rows: fc.nat() }).begin().print(instance) // '[[1, 2], [3]], given up after 1'
 */
export interface SinkInstance {
  readonly batches: Batches
  readonly cut: number
}

const laws: readonly Law<SinkTrial>[] = [committed, writtenTwice, releases]

/**
 * A sink: `make` gives a place that is empty, to write to and to look at. It is called some times for each instance.
 *
 * @example
 * const table = (): L.Target<{ id: number }> => {
 *   let rows: readonly { id: number }[] = []
 *   return {
 *     open: () => {
 *       const written: { id: number }[] = []
 *       return { write: (batch) => void written.push(...batch), close: () => void (rows = written) }
 *     },
 *     read: () => rows,
 *   }
 * }
 * await L.check(L.sink(table, { rows: fc.record({ id: fc.nat() }), declared: ['idempotent'] }))
 */
export const sink = <A>(
  make: () => Target<A>,
  { rows, name, declared = [], handles }: SinkOptions<A>,
): Subject<SinkInstance, SinkTrial> => ({
  kind: 'sink',
  name: name ?? 'the sink',
  laws,
  declared: new Set(declared),
  instances: fc
    .record({
      rows: someRows(givenArbitrary('sink', 'rows', rows)),
      size: fc.integer({ min: 1, max: 4 }),
      cut: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ rows: all, size, cut }) => ({
      batches: Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size)),
      cut,
    })),
  begin: () => ({
    trial: ({ batches, cut }) => ({ make: make as () => Target<unknown>, batches, cut, handles }),
    print: ({ batches, cut }) => `${printValue(batches, 400)}, given up after ${cut}`,
  }),
})
