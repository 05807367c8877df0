/**
 * Rows to many files, each to the one that its fields name.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { lambda } from '../../lambda/lambda.ts'
import type { Resumption, Sink } from '../../plan/sink.ts'
import type { KeyValue } from './encode-key.ts'
import { type NamesIn, pathTemplate } from './path-template.ts'
import { type FilesMark, filesWriter, type Given, joinFiles, resumableFilesWriter } from './write-files.ts'

/**
 * Values for the names in a path.
 *
 * @example
 * const key: KeyFor<'out/{year}/{state}.csv'> = { year: 2024, state: null }
 * Object.keys(key) // [ 'year', 'state' ]
 */
export type KeyFor<P extends string> = { readonly [K in NamesIn<P>]: KeyValue }

/**
 * How `toFiles` writes.
 *
 * @example
 * const by = ({ at }: { at: number }) => ({ day: T.toIso(at).slice(0, 10) })
 * const options = { by, open: 8 } satisfies ToFilesOptions<{ at: number }, 'day={day}.csv'>
 * await F.write(F.rows([{ at: 0 }]), toFiles('day={day}.csv', toCsv, options))
 *
 * console.log(await readFile('day=1970-01-01.csv', 'utf8'))
 * // at
 * // 0
 */
export interface ToFilesOptions<in A, P extends string> {
  /** The values for the names in the path. Default: the fields of the row that are called so. */
  readonly by?: (row: A) => KeyFor<P>
  /** How many files may be open at a time. Default: 64. One more is a file put aside, and opened again when it has rows. */
  readonly open?: number
}

/** A sink as each file has one, if it can be gone on with. */
const example = ({ to, path }: Given): (Sink<unknown> & Required<Pick<Sink<unknown>, 'resume'>>) | undefined => {
  try {
    const sink = to(path)
    return sink.resume === undefined ? undefined : { ...sink, resume: sink.resume }
  } catch {
    // Whoever writes to it is told.
    return undefined
  }
}

/** What tells `by` from others; undefined where not all that it captures can be seen. */
const printOf = async ({ by }: Given): Promise<string | undefined> => {
  if (by === undefined) return ''
  const { readLambda } = await import('../../lambda/read-lambda.ts')
  const { text, isLasting } = readLambda(lambda('toFiles', by)).fingerprint
  return isLasting ? text : undefined
}

/** What a run that may end at any moment needs besides. */
const goingOn = (given: Given, one: Sink<unknown>): Partial<Sink<unknown>> => {
  const join = one.joinMarks ?? ((_, next) => next)
  return {
    resume: (resumption: Resumption) => resumableFilesWriter(given, join, resumption),
    joinMarks: (before, next) => joinFiles(join, before as FilesMark | undefined, next as FilesMark),
    version: async () => {
      const details = one.version === undefined ? (one.details ?? '') : await one.version()
      const by = await printOf(given)
      return details === undefined || by === undefined
        ? undefined
        : JSON.stringify([one.format, details, given.most, by])
    },
  }
}

const checkOptions = (to: unknown, { by, open: most }: ToFilesOptions<never, string>): void => {
  const wrong = (message: string, hint: string): never => {
    throw new FloeError('InvalidArgument', { message, hint })
  }
  if (typeof to !== 'function') wrong('toFiles was not told how a file is written', "toFiles('out/{state}.csv', toCsv)")
  if (by !== undefined && typeof by !== 'function')
    wrong(`by is ${printValue(by)}`, 'by: (row) => ({ state: row.state })')
  if (most !== undefined && !(Number.isSafeInteger(most) && most > 0))
    wrong(`open is ${printValue(most)}, and must be a count of files`, 'open: 64')
}

/**
 * Files by the values of rows: a path with names in braces, and what writes one file. `by` gives the values for the names;
 * without it they are fields of the row. Works with every sink that writes a file: `toCsv`, `toNdjson`, `toJson`, `toParquet`.
 *
 * - **Names.** Values are text, numbers, booleans, Dates and null, and stand in names as Hive writes them, in percent signs what is
 *   no letter, digit, `_`, `-` or `.`: so no value leads to another directory, and two values are two files. null is
 *   `__HIVE_DEFAULT_PARTITION__`, the empty text `__EMPTY__`; what is longer than 100 bytes is cut, and has a hash behind it.
 *   Where the file system ignores case, values that differ in nothing else are an error.
 * - **Open files.** At most `open`. What has waited longest for rows is put aside, and gone on with when it has some: of packed files
 *   in another member of gzip or zstd, of Parquet in another row group. Rows that are sorted by the values need none of that.
 * - **All or nothing.** Files are written in a hidden directory beside, and renamed when all are whole, one after the other: each
 *   appears at once. If one cannot be renamed, those before it are taken back; only a crash in that moment leaves some. Files of
 *   values that no row has are left as they are. A name that is a field of no row at all is an error.
 * - **Checkpoints.** It can be gone on with if the sink of one file can, and all that `by` captures can be seen.
 *
 * The rows of each file are in the order of all. The same rows in the same order are the same bytes every time. Memory: 16,384 rows, and
 * what `open` sinks hold.
 *
 * @param path with names in braces, in the last part or before: `out/state={state}/rows.csv`
 * @param to makes the sink of one file
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * const flights = F.rows([{ state: 'WA', delay: 4 }, { state: 'New York', delay: 0 }, { state: 'WA', delay: 9 }])
 * await F.write(flights, toFiles('out/state={state}.csv', toCsv))
 *
 * console.log(await readFile('out/state=WA.csv', 'utf8'))
 * // state,delay
 * // WA,4
 * // WA,9
 * await F.toList(csv('out/state=New%20York.csv')) // List [ { state: 'New York', delay: 0 } ]
 */
export function toFiles<A, P extends string>(
  path: P,
  to: (path: string) => Sink<A>,
  options: ToFilesOptions<A, P> & { readonly by: (row: A) => KeyFor<P> },
): Sink<A>
export function toFiles<A, P extends string>(
  path: P,
  to: (path: string) => Sink<A>,
  options?: ToFilesOptions<A, P>,
): Sink<A & KeyFor<P>>
export function toFiles(
  path: string,
  to: (path: string) => Sink<never>,
  options: ToFilesOptions<never, string> = {},
): Sink<never> {
  checkOptions(to, options)
  const given: Given = {
    path,
    template: pathTemplate(path),
    to: to as Given['to'],
    by: options.by as Given['by'],
    most: options.open ?? 64,
  }
  const one = example(given)
  return Object.freeze({
    format: 'files',
    name: path,
    open: () => filesWriter(given),
    ...(one === undefined ? {} : goingOn(given, one)),
  }) as Sink<never>
}
