/**
 * Every error that Floe reports: one numbered table, one class.
 *
 * An error says where it happened, what was found, what was expected, and what to do about it. `_tag` discriminates,
 * `code` is stable for machines and search engines. This module knows nothing of plans, files or engines.
 */

/**
 * Tag → stable code. A code is never reused for another meaning.
 *
 * @example
 * F.errorCodes.LambdaThrew // 'FLOE302'
 */
export const errorCodes = {
  /** An argument of an operator, source, sink or run makes no sense. Thrown where the plan is built. */
  InvalidArgument: 'FLOE100',
  /** A value that can be no row: a function, a symbol, a class instance, a cycle. */
  NotARow: 'FLOE101',
  SourceNotFound: 'FLOE200',
  SourceUnreadable: 'FLOE201',
  /** The bytes are not what the format demands: a truncated gzip, a Parquet file cut in half, an open quote. */
  SourceCorrupt: 'FLOE202',
  /** The codec and the file have too little in common for any row to be read. */
  SchemaMismatch: 'FLOE203',
  /** Nobody answers where the rows should be, or lets us in. */
  SourceUnreachable: 'FLOE204',
  /** A server refused a query, or ended it. */
  QueryFailed: 'FLOE205',
  /** The connection ended in the middle of the rows. */
  SourceLost: 'FLOE206',
  /** A row does not fit its codec. Such a row can be rejected. */
  InvalidRow: 'FLOE300',
  /** A row whose form is broken: too many or too few cells. Such a row can be rejected. */
  MalformedRow: 'FLOE301',
  /** A function of the user's threw. The row can be rejected. */
  LambdaThrew: 'FLOE302',
  /** A function that may only look changed its row. */
  RowMutated: 'FLOE303',
  /** A task failed, or took too long. The row can be rejected. */
  TaskFailed: 'FLOE304',
  /** More rows were rejected than the run allows. */
  TooManyRejects: 'FLOE305',
  SinkFailed: 'FLOE400',
  /** Rows for which there is no memory could not be put aside, or read back. */
  SpillFailed: 'FLOE401',
  Cancelled: 'FLOE500',
  /** Permits were asked for in a way that could end in waiting for ever. */
  Deadlock: 'FLOE501',
  /** A thread that worked on a part of the rows is gone. */
  WorkerFailed: 'FLOE502',
  /** Another thread loads a plan that is not the one which is run. */
  PlanDiffers: 'FLOE503',
  /** A checkpoint is of another plan, another input, another version, or somebody else's at the moment. */
  CheckpointRefused: 'FLOE504',
  /** A checkpoint could not be written, or read back. */
  CheckpointFailed: 'FLOE505',
  /** The CLI cannot load a module, or finds no dataset in it. */
  NotAPipeline: 'FLOE600',
  /** A function breaks a law that it is expected to keep. */
  LawBroken: 'FLOE700',
  /** A bug in Floe itself. */
  Defect: 'FLOE900',
} as const

/**
 * What kind of error it is, in one word: the `_tag` by which a `RunError` is told from others.
 *
 * @example
 * const tag: F.ErrorTag = 'InvalidRow'
 * F.errorCodes[tag] // 'FLOE300'
 */
export type ErrorTag = keyof typeof errorCodes
/**
 * What kind of error it is, as a stable code. docs/errors.md has a section on each.
 *
 * @example
 * const code: F.ErrorCode = F.errorCodes.InvalidRow
 * code // 'FLOE300'
 */
export type ErrorCode = (typeof errorCodes)[ErrorTag]

/**
 * Where something happened, as far as it is known. Every part is optional; all numbers count from 1.
 *
 * @example
 * const place: F.Place = { source: 'flights.csv', line: 17, field: 'delay' }
 * new F.FloeError('InvalidRow', { message: 'no number', place }).place.line // 17
 */
export interface Place {
  /** The stage, as `explain` prints it: `map (f) => f.delay / 60`. */
  readonly stage?: string
  /** File or other name of the source. */
  readonly source?: string
  /** Line of the source on which the row begins. */
  readonly line?: number
  /** Ordinal of the row within its source. */
  readonly row?: number
  /** Name of the column or path of the field: `delay`, `tags[2]`. */
  readonly field?: string
  /** Which stage of its plan rejected the row, from 1, inputs before the stages that read them. */
  readonly at?: number
}

export interface ErrorDetails {
  /** One sentence: what was found and what was expected. */
  readonly message: string
  readonly place?: Place
  /** What the reader might do about it. */
  readonly hint?: string
  /** The offending text or value, printed short. */
  readonly found?: string
  /** What would have been right: `number`. */
  readonly expected?: string
  /** The row as text, as it was before: lines of a text file; of a row of a stage, its JSON. */
  readonly raw?: string | undefined
  readonly cause?: unknown
}

/** The place in words: `flights.csv, line 17, column delay, in map (f) => …`. Empty when nothing is known. */
export const printPlace = (place: Place): string => {
  const parts: string[] = []
  if (place.source !== undefined) parts.push(place.source)
  if (place.line !== undefined) parts.push(`line ${place.line}`)
  else if (place.row !== undefined) parts.push(`row ${place.row}`)
  if (place.field !== undefined) parts.push(`field ${place.field}`)
  // That a row was read by its source need not be said.
  const isSource = place.source !== undefined && place.stage?.startsWith('source ')
  if (place.stage !== undefined && !isSource) parts.push(`in ${place.stage}`)
  return parts.join(', ')
}

/** The text of a longer row is not kept with what is wrong with it: there may be many such. */
const longestRaw = 1024 * 1024

/**
 * An error with a tag, a stable code, a place and a hint. Its `message` is the whole story in a few lines, so that
 * printing it is enough.
 *
 * @example
 * const e = new FloeError('InvalidRow', {
 *   message: "'abc' is not a number",
 *   place: { source: 'flights.csv', line: 17, field: 'delay' },
 *   hint: "onError: 'reject' sets such rows aside",
 * })
 * console.log(e.message)
 * // FLOE300 InvalidRow: 'abc' is not a number
 * //   at flights.csv, line 17, field delay
 * //   hint: onError: 'reject' sets such rows aside
 */
export class FloeError<Tag extends ErrorTag = ErrorTag> extends Error {
  readonly _tag: Tag
  readonly code: ErrorCode
  readonly summary: string
  readonly place: Place
  readonly hint: string | undefined
  readonly found: string | undefined
  readonly expected: string | undefined
  /** The row as text, as it was before: lines of a text file; of a row of a stage, its JSON. */
  readonly raw: string | undefined

  constructor(tag: Tag, details: ErrorDetails) {
    const place = details.place ?? {}
    const where = printPlace(place)
    const known = where === '' ? '' : where === `in ${place.stage}` ? `\n  ${where}` : `\n  at ${where}`
    const hint = details.hint === undefined ? '' : `\n  hint: ${details.hint}`
    super(
      `${errorCodes[tag]} ${tag}: ${details.message}${known}${hint}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    )
    this.name = 'FloeError'
    this._tag = tag
    this.code = errorCodes[tag]
    this.summary = details.message
    this.place = Object.freeze({ ...place })
    this.hint = details.hint
    this.found = details.found
    this.expected = details.expected
    this.raw = details.raw !== undefined && details.raw.length <= longestRaw ? details.raw : undefined
  }

  /** The same error, with what is known besides of its place, and of its row. What was known before wins. */
  at(place: Place, raw?: string): FloeError<Tag> {
    return new FloeError(this._tag, {
      message: this.summary,
      place: { ...place, ...this.place },
      raw: this.raw ?? raw,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.found === undefined ? {} : { found: this.found }),
      ...(this.expected === undefined ? {} : { expected: this.expected }),
      ...(this.cause === undefined ? {} : { cause: this.cause }),
    })
  }
}

/**
 * Why a run failed, or a row was rejected: a union discriminated by `_tag`.
 *
 * @example
 * const advice = (error: F.RunError) => (error._tag === 'SourceNotFound' ? 'is the path right?' : error.hint)
 * advice(new F.FloeError('SourceNotFound', { message: 'there is no such file' })) // 'is the path right?'
 */
export type RunError = { [Tag in ErrorTag]: FloeError<Tag> }[ErrorTag]

/**
 * Whether a thrown value is an error of Floe's, also of another copy of this module.
 *
 * @example
 * try { F.take(-1) } catch (thrown) { console.log(F.isFloeError(thrown) && thrown.code) }
 * // FLOE100
 */
export const isFloeError = (thrown: unknown): thrown is RunError =>
  thrown instanceof Error && thrown.name === 'FloeError' && '_tag' in thrown && 'code' in thrown

/** Any thrown value as a `RunError`; what is not ours is a `Defect`. */
export const asRunError = (thrown: unknown): RunError => {
  if (isFloeError(thrown)) return thrown
  const message = thrown instanceof Error ? thrown.message : `${typeof thrown} thrown that is no error`
  return new FloeError('Defect', { message, cause: thrown, hint: 'this is a bug in Floe: please report it' })
}
