/**
 * The results of the parts of a piece: first those that were written down, then the others, each of which is written down before
 * the next one is asked for.
 */
import type { Made, PartResult } from '../workers/crew.ts'
import type { Journal } from './journal.ts'

const noRows: PartResult['rows'] = { buffers: [], lengths: [], shapes: [], collections: [] }

/** What is written down of a part. */
export interface Remembered extends PartResult {
  /** Where the sink stood, if that is where its rows are. */
  readonly mark?: unknown
  /** The parts in front of it whose rows were not safe before. */
  readonly before?: readonly PartResult[]
}

/** A result whose rows are safe elsewhere: all else that it says. */
const withoutRows = (result: PartResult): PartResult => ({ ...result, rows: noRows, places: new Float64Array() })

/** Whether the rows that were written are safe, and where the sink stands, if that has changed. */
export interface Safe {
  readonly isSafe: boolean
  readonly mark: unknown
}

/**
 * @param safe makes the rows safe that were given on; undefined where they are to be written down, too
 */
export async function* remembered(
  journal: Journal<Remembered>,
  results: (from: number, isPacked: boolean) => AsyncIterable<Made>,
  safe?: () => Promise<Safe>,
): AsyncGenerator<Made> {
  let from = 0
  /** Parts whose rows are not safe yet. */
  const waiting: PartResult[] = []
  let areSidesKnown = false
  for (const { before = [], ...earlier } of journal.earlier())
    for (const one of [...before, earlier]) {
      if (one.part === undefined) areSidesKnown = true
      else from += one.parts?.length ?? 1
      yield one
    }
  for await (const made of results(from, safe === undefined)) {
    if (made.isPassed === true) {
      yield made
      continue
    }
    const { arePassed: _, isPassed: __, ...result } = made
    const { part, error } = result
    if (part === undefined && areSidesKnown) continue
    if (error === undefined && (part === undefined || safe === undefined)) journal.add(result)
    yield made
    if (error !== undefined || part === undefined || safe === undefined) continue
    // Whoever asks for more has taken in all rows of this one.
    const { isSafe, mark } = await safe()
    const left = withoutRows(result)
    if (isSafe) journal.add({ ...left, mark, before: waiting.splice(0) })
    else waiting.push(left)
  }
}
