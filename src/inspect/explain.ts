/**
 * What a dataset will do, as text. Nothing runs.
 */
import type { Bag } from '../plan/dataset.ts'
import { printPlan } from '../plan/print.ts'

/**
 * The plan of a dataset: one line for each stage, the last one first, its inputs indented below it; after the colon the
 * order and the shape of its rows. The text is stable: tests may compare it.
 *
 * @example
 * console.log(explain(F.pipe(F.rows([1, 2]), F.filter((n) => n > 1), F.take(1))))
 * // take 1 : sequence of unknown
 * //   filter (n) => n > 1 : sequence of unknown
 * //     source rows : sequence of unknown
 */
export const explain = (dataset: Bag<unknown>): string => printPlan(dataset.plan)
