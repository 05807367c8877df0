/**
 * How many rows a run may reject. So many rows are counted as they are rejected, in their order: the first beyond ends the run.
 * A share of all rows is judged when all are through, before anything is there in a sink: until then nobody knows of how many.
 * So the answer hangs neither on batches nor on workers nor on time.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError, type RunError } from '../error/floe-error.ts'

/** So many rows, or so many of a whole: `percent` is a decimal number of them. */
type Most =
  | { readonly kind: 'rows'; readonly rows: number }
  | { readonly kind: 'share'; readonly parts: bigint; readonly of: bigint }

/** What `maxRejects` says; undefined if it makes no sense. */
export const mostOf = (given: unknown): Most | undefined => {
  if (typeof given === 'number')
    return Number.isSafeInteger(given) && given >= 0 ? { kind: 'rows', rows: given } : undefined
  const [, whole = '', decimals = ''] =
    (typeof given === 'string' && /^(\d{1,3})(?:\.(\d{1,9}))?\s*%$/.exec(given)) || []
  if (whole === '' || Number(`${whole}.${decimals}`) > 100) return undefined
  return { kind: 'share', parts: BigInt(whole + decimals), of: 100n * 10n ** BigInt(decimals.length) }
}

const rowsWere = (count: number): string => `${count} ${count === 1 ? 'row was' : 'rows were'} rejected`

const tooMany = (message: string, last: RunError): RunError =>
  new FloeError('TooManyRejects', {
    message,
    place: last.place,
    hint: `the last one: ${last.summary}; mend the rows, or what rejects them, or allow more`,
    cause: last,
  })

export interface MostRejects {
  /** @throws FloeError TooManyRejects, when one more than so many rows are rejected */
  readonly count: (error: RunError) => void
  /** @throws FloeError TooManyRejects, when too great a share of these rows was rejected */
  readonly judge: (rowsIn: number) => void
}

export const mostRejects = (maxRejects: number | string | undefined): MostRejects => {
  if (maxRejects === undefined) return { count: () => {}, judge: () => {} }
  const most = mostOf(maxRejects) as Most
  let rejected = 0
  let last: RunError | undefined
  return {
    count: (error) => {
      rejected++
      last = error
      if (most.kind === 'rows' && rejected > most.rows)
        throw tooMany(`${rowsWere(rejected)}, and maxRejects is ${most.rows}`, error)
    },
    judge: (rowsIn) => {
      if (most.kind === 'rows' || last === undefined) return
      if (BigInt(rejected) * most.of > BigInt(rowsIn) * most.parts)
        throw tooMany(`${rowsWere(rejected)} of ${rowsIn}, and maxRejects is ${printValue(maxRejects)}`, last)
    },
  }
}
