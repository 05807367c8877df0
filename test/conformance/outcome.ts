/**
 * What comes of a run, so that two engines can be compared: rows by identity, rejects and errors by all that users see.
 */
import * as F from 'floe'
import { fingerprint } from '../../src/data/fingerprint.ts'

export interface Outcome {
  readonly rows: readonly string[]
  readonly rejects: readonly string[]
  readonly counts: readonly string[]
  readonly error: string | undefined
}

export const printError = (error: F.RunError): string =>
  JSON.stringify([error._tag, error.message, error.place, error.found, error.expected, error.hint, error.raw])

/** Row by identity; of what has none, such as a function, the kind is all that is compared. */
export const printRow = (row: unknown): string => {
  try {
    return fingerprint(row)
  } catch (thrown) {
    return `no row: ${String(thrown)}`
  }
}

export const outcomeOf = async (dataset: F.Bag<unknown>, options: F.RunOptions): Promise<Outcome> => {
  const result = await F.run(dataset, options)()
  if (result._tag === 'Left') return { rows: [], rejects: [], counts: [], error: printError(result.left) }
  const { rows, rejects, report } = result.right
  return {
    rows: rows.toArray().map(printRow),
    rejects: rejects.toArray().map(printError),
    counts: report.stages.map(
      ({ kind, rowsIn, rowsOut, rowsRejected }) => `${kind} ${rowsIn} ${rowsOut} ${rowsRejected}`,
    ),
    error: undefined,
  }
}
