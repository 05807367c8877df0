/**
 * The results of the parts of a piece: first those that were written down, then the others, each of which is written down before
 * the next one is asked for.
 */
import type { PartResult } from '../workers/crew.ts'
import type { Journal } from './journal.ts'

const noRows: PartResult['rows'] = { buffers: [], lengths: [], shapes: [], collections: [] }

/** A result whose rows are safe elsewhere: all else that it says. */
const withoutRows = (result: PartResult): PartResult => ({ ...result, rows: noRows, places: new Float64Array() })

/**
 * @param safe makes the rows safe that were given on; undefined where they are to be written down, too
 */
export async function* remembered(
  journal: Journal<PartResult>,
  results: (from: number) => AsyncIterable<PartResult>,
  safe?: () => Promise<void>,
): AsyncGenerator<PartResult> {
  let from = 0
  let areSidesKnown = false
  for (const earlier of journal.earlier()) {
    if (earlier.part === undefined) areSidesKnown = true
    else from++
    yield earlier
  }
  for await (const result of results(from)) {
    const { part, error } = result
    if (part === undefined && areSidesKnown) continue
    const isKept = error === undefined && (part === undefined || safe === undefined)
    if (isKept) journal.add(result)
    yield result
    if (error !== undefined || isKept) continue
    // Whoever asks for more has taken in all rows of this one.
    await safe?.()
    journal.add(withoutRows(result))
  }
}

/** How many rows came of the parts that are written down. */
export const rowsOf = (journal: Journal<PartResult>): number => {
  let rows = 0
  for (const { part, length } of journal.earlier()) if (part !== undefined) rows += length
  return rows
}
