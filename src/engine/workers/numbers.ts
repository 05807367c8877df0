/**
 * The numbers of rows and lines of a part, which begin anew in each: set apart while the part is worked on, so that they are
 * told from those of other sources, and put right by whoever knows what came before.
 */
import { FloeError, isFloeError, type Place, type RunError } from '../../error/floe-error.ts'
import type { Source, Where } from '../../plan/source.ts'

/** No file has so many rows or lines; numbers beyond are still exact. */
const apart = 2 ** 48

/** What came before a part in its file. */
export interface Before {
  readonly rows: number
  readonly lines: number
}

/** Fields stay in their order. */
const setApart = <P extends Place>(place: P): P => ({
  ...place,
  ...(place.line === undefined ? {} : { line: place.line + apart }),
  ...(place.row === undefined ? {} : { row: place.row + apart }),
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

const errorApart = (thrown: unknown): unknown =>
  isFloeError(thrown) ? errorAt(thrown, setApart(thrown.place)) : thrown

type Read = Pick<Source, 'open' | 'scan' | 'held'>
type Given = { readonly errors: ReadonlyMap<number, RunError>; readonly where: (index: number) => Where }

async function* apartAll<B extends Given>(batches: AsyncIterable<B>): AsyncGenerator<B> {
  try {
    for await (const batch of batches)
      yield {
        ...batch,
        where: (i: number) => setApart(batch.where(i)),
        errors:
          batch.errors.size === 0
            ? batch.errors
            : new Map([...batch.errors].map(([i, error]) => [i, errorApart(error) as RunError])),
      }
  } catch (thrown) {
    throw errorApart(thrown)
  }
}

/** What reads a part, with its numbers set apart. */
export const numbersApart = ({ open, scan }: Read): Pick<Source, 'open' | 'scan'> => ({
  open: (signal) => apartAll(open(signal)),
  ...(scan === undefined
    ? {}
    : {
        scan: (fields: readonly string[]) => {
          const found = scan(fields)
          return found && { kinds: found.kinds, open: (signal: AbortSignal) => apartAll(found.open(signal)) }
        },
      }),
})

/** Whether a place is one of a part. */
export const isApart = ({ line = 0, row = 0 }: Place): boolean => line > apart || row > apart

/** The place in its file; others are as they were. */
export const placeAfter = (place: Place, { rows, lines }: Before): Place => ({
  ...place,
  ...(place.line !== undefined && place.line > apart ? { line: place.line - apart + lines } : {}),
  ...(place.row !== undefined && place.row > apart ? { row: place.row - apart + rows } : {}),
})
