/**
 * A rejected row as a row: what a sink for rejects is given, and what `replay` takes back.
 */
import type { RunError } from '../error/floe-error.ts'

/**
 * A rejected row. Every field is always there, null where nothing is known; all are text or numbers, so that any sink takes them.
 *
 * @example
 * const place = (reject: F.Reject) => `${reject.source}, row ${reject.row}: ${reject.reason}`
 * const result = await F.run(F.pipe(F.rows([3, 0]), F.map((n) => 12n / BigInt(n))), { onError: 'reject' })()
 * E.isRight(result) && result.right.rejects.map((error) => place(F.rejectOf(error)))
 * // List [ 'rows, row 2: the function threw RangeError: Division by zero' ]
 */
export interface Reject {
  /** File, or other name of the source, and where it was found there, from 1. */
  readonly source: string | null
  readonly line: number | null
  readonly row: number | null
  readonly field: string | null
  /** The stage that rejected it, as `explain` prints it. */
  readonly stage: string | null
  /** Which stage of the plan that is, from 1, inputs before the stages that read them. */
  readonly at: number | null
  /** The stable code: `FLOE300`. */
  readonly code: string
  readonly reason: string
  readonly found: string | null
  readonly expected: string | null
  /**
   * The row as it was before: of text files its lines (of CSV with a header before them), of others, and of a stage that takes rows one
   * by one, its JSON. Null where that is not known, and where it is longer than a million characters.
   */
  readonly raw: string | null
}

/**
 * What is known of a rejected row, as a row.
 *
 * @example
 * const result = await F.run(F.pipe(F.rows([{ n: -1 }]), F.map(({ n }) => 'x'.repeat(n))), { onError: 'reject' })()
 * E.isRight(result) && result.right.rejects.map((error) => F.rejectOf(error).raw) // List [ '{"n":-1}' ]
 */
export const rejectOf = ({ place, code, summary, found, expected, raw }: RunError): Reject =>
  Object.freeze({
    source: place.source ?? null,
    line: place.line ?? null,
    row: place.row ?? null,
    field: place.field ?? null,
    stage: place.stage ?? null,
    at: place.at ?? null,
    code,
    reason: summary,
    found: found ?? null,
    expected: expected ?? null,
    raw: raw ?? null,
  })
