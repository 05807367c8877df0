/**
 * Values that are made one by one as batches: for sources that live in memory.
 */
import { printThrown } from '../data/print-thrown.ts'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import type { Batch } from '../plan/source.ts'

const mostRows = 1024

const unreadable = (thrown: unknown, source: string, what: string, row: number): FloeError =>
  new FloeError('SourceUnreadable', {
    message: `${what} threw ${printThrown(thrown)}`,
    place: { source, row },
    cause: thrown,
  })

/**
 * The batches of some values. What is thrown on the way comes after all values before it: whoever takes no more never meets
 * it.
 *
 * @param what has thrown, if anything is thrown: `the iterable`
 * @param first how many values there are in the first batch; each that follows has twice as many, up to 1,024. So values
 *   that nobody asks for are made for few.
 */
export async function* batchesOf(
  values: Iterable<unknown>,
  source: string,
  what: string,
  first = mostRows,
): AsyncIterable<Batch> {
  let given = 0
  const batch = (rows: readonly unknown[]): Batch => {
    const start = given + 1
    given += rows.length
    return { rows, errors: new Map(), where: (i) => ({ source, row: start + i }), bytes: 0 }
  }
  let rows: unknown[] = []
  let size = first
  try {
    for (const value of values) {
      rows.push(value)
      if (rows.length === size) {
        yield batch(rows)
        rows = []
        size = Math.min(mostRows, 2 * size)
      }
    }
  } catch (thrown) {
    const row = given + rows.length + 1
    if (rows.length > 0) yield batch(rows)
    throw isFloeError(thrown) ? thrown : unreadable(thrown, source, what, row)
  }
  if (rows.length > 0) yield batch(rows)
}
