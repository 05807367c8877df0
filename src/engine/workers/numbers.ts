/**
 * The numbers of rows and lines of a part, which begin anew in each: set apart while the part is worked on, so that they are
 * told from those of other sources, and put right by whoever knows what came before.
 */
import { FloeError, isFloeError, type Place, type RunError } from '../../error/floe-error.ts'
import type { Source, Where } from '../../plan/source.ts'

/** No file has so many rows or lines; so many times as many are still exact. */
const apart = 2 ** 48

/** So many parts may be worked on as one: each has its numbers. */
export const mostParts = 16

/** What came before a part in its file. */
export interface Before {
  readonly rows: number
  readonly lines: number
}

/** Fields stay in their order. */
const setApart = <P extends Place>(place: P, by: number): P => ({
  ...place,
  ...(place.line === undefined ? {} : { line: place.line + by }),
  ...(place.row === undefined ? {} : { row: place.row + by }),
})

/** The error, found elsewhere. */
export const errorAt = (error: RunError, place: Place): RunError =>
  new FloeError(error._tag, {
    message: error.summary,
    place,
    raw: error.raw,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.found === undefined ? {} : { found: error.found }),
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  }) as RunError

const errorApart = (thrown: unknown, by: number): unknown =>
  isFloeError(thrown) ? errorAt(thrown, setApart(thrown.place, by)) : thrown

type Read = Pick<Source, 'open' | 'scan' | 'held'>
type Given = { readonly errors: ReadonlyMap<number, RunError>; readonly where: (index: number) => Where }

async function* apartAll<B extends Given>(batches: AsyncIterable<B>, by: number): AsyncGenerator<B> {
  try {
    for await (const batch of batches)
      yield {
        ...batch,
        where: (i: number) => setApart(batch.where(i), by),
        errors:
          batch.errors.size === 0
            ? batch.errors
            : new Map([...batch.errors].map(([i, error]) => [i, errorApart(error, by) as RunError])),
      }
  } catch (thrown) {
    throw errorApart(thrown, by)
  }
}

/** What reads a part, with its numbers set apart: the first of those that are worked on as one, or a later one. */
export const numbersApart = ({ open, scan }: Read, number = 0): Pick<Source, 'open' | 'scan'> => {
  const by = apart * (number + 1)
  return {
    open: (signal) => apartAll(open(signal), by),
    ...(scan === undefined
      ? {}
      : {
          scan: (fields: readonly string[]) => {
            const found = scan(fields)
            return found && { kinds: found.kinds, open: (signal: AbortSignal) => apartAll(found.open(signal), by) }
          },
        }),
  }
}

/** Whether a place is one of a part. */
export const isApart = ({ line = 0, row = 0 }: Place): boolean => line > apart || row > apart

/**
 * The place in its file; others are as they were.
 *
 * @param before of each part what came before it
 */
export const placeAfter = (place: Place, before: readonly Before[]): Place => {
  const { line = 0, row = 0 } = place
  const number = Math.floor(Math.max(line, row) / apart) - 1
  const { rows, lines } = before[number] ?? { rows: 0, lines: 0 }
  const by = apart * (number + 1)
  return {
    ...place,
    ...(line > apart ? { line: line - by + lines } : {}),
    ...(row > apart ? { row: row - by + rows } : {}),
  }
}
