/**
 * What comes of a run that is checkpointed: rows, rejects with their places, counts, and the bytes in the place they are written to.
 */
import * as F from 'floe'

export interface Outcome {
  /** The rows, or what is where they were written to. */
  readonly text: string
  readonly rejects: readonly string[]
  readonly counts: readonly string[]
  readonly error: string | undefined
}

export interface Place {
  readonly sink: () => F.Sink<never>
  readonly found: () => string
}

const printErrorWhole = (error: F.RunError): string =>
  JSON.stringify([error._tag, error.message, error.place, error.found, error.expected, error.hint])

export const comesTo = async (dataset: F.Bag<unknown>, options: F.RunOptions, place?: Place): Promise<Outcome> => {
  const result = await F.run(dataset, place === undefined ? options : { ...options, to: place.sink() })()
  if (result._tag === 'Left') return { text: '', rejects: [], counts: [], error: printErrorWhole(result.left) }
  const { rows, rejects, report } = result.right
  return {
    text: place === undefined ? JSON.stringify(rows.toArray()) : place.found(),
    rejects: rejects.toArray().map(printErrorWhole),
    counts: report.stages.map(
      ({ kind, rowsIn, rowsOut, rowsRejected }) => `${kind} ${rowsIn} ${rowsOut} ${rowsRejected}`,
    ),
    error: undefined,
  }
}
