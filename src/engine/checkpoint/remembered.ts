/**
 * The results of the parts of a piece: first those that were written down, then the others, each of which is written down before
 * the next one is asked for.
 */
import type { PartResult } from '../workers/crew.ts'
import type { Journal } from './journal.ts'

const noRows: PartResult['rows'] = { buffers: [], lengths: [], shapes: [], collections: [] }

/** What is written down of a part. */
export interface Remembered extends PartResult {
  /** Where the sink stood, if that is where its rows are. */
  readonly mark?: unknown
}

/** A result whose rows are safe elsewhere: all else that it says. */
const withoutRows = (result: PartResult): PartResult => ({ ...result, rows: noRows, places: new Float64Array() })

/**
 * @param safe makes the rows safe that were given on, and gives the mark of where they are; undefined where they are to be written
 *   down, too
 */
export async function* remembered(
  journal: Journal<Remembered>,
  results: (from: number) => AsyncIterable<PartResult>,
  safe?: () => Promise<unknown>,
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
    journal.add({ ...withoutRows(result), mark: await safe?.() })
  }
}
