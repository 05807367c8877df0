/**
 * Rows to many files, each to the one that its fields name.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Sink, Writer } from '../../plan/sink.ts'
import { writeError } from '../files/file-errors.ts'
import { similarNames } from '../files/similar-names.ts'
import { encodeKey, type KeyValue } from './encode-key.ts'
import { caseGuard, ignoresCase } from './ignores-case.ts'
import { type NamesIn, type PathTemplate, pathTemplate } from './path-template.ts'
import { publishFiles } from './publish-files.ts'

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

interface Target {
  readonly path: string
  readonly staged: string
  readonly sink: Sink<unknown>
  writer: Writer<unknown> | undefined
  /** Rows that wait. */
  rows: unknown[]
}

/** Rows wait until there are so many of them for all files: so each gets several at once, whatever their order. */
const mostWaiting = 16_384

/** Errors of a file that is not there yet name the place where it will be. */
const relocated = (thrown: unknown, { staged, path }: Target): unknown =>
  thrown instanceof FloeError
    ? new FloeError(thrown._tag, {
        message: thrown.summary.replaceAll(staged, path),
        place: { ...thrown.place, ...(thrown.place.source === staged ? { source: path } : {}) },
        ...(thrown.hint === undefined ? {} : { hint: thrown.hint.replaceAll(staged, path) }),
        cause: thrown.cause,
      })
    : thrown

const keyOf = (
  row: unknown,
  { names, fill }: PathTemplate,
  by: ((row: unknown) => unknown) | undefined,
  template: string,
  number: number,
): string => {
  const values = (by === undefined ? row : by(row)) as Readonly<Record<string, unknown>> | null | undefined
  const parts = new Map<string, string>()
  for (const name of names) {
    const value =
      typeof values === 'object' && values !== null && Object.hasOwn(values, name) ? values[name] : undefined
    const part = encodeKey(value)
    if (part === undefined)
      throw new FloeError('SinkFailed', {
        message: `no file can be named by ${printValue(value)}`,
        place: { source: template, row: number, field: name },
        hint: 'a name is made of text, a number, a boolean, a valid Date or null: by: (row) => ({ … })',
      })
    parts.set(name, part)
  }
  return fill(parts)
}

/** Sees whether each name is a field of some row: one that is of none is misspelt, and no row's value is null because of that. */
const fieldsSeen = ({ names }: PathTemplate) => {
  const unseen = new Set(names)
  let fields: readonly string[] = []
  return {
    see: (row: unknown): void => {
      if (unseen.size === 0 || typeof row !== 'object' || row === null) return
      if (fields.length === 0) fields = Object.keys(row)
      for (const name of unseen) if (Object.hasOwn(row, name)) unseen.delete(name)
    },
    check: (path: string): void => {
      const [name] = unseen
      if (name === undefined) return
      const [similar] = similarNames(name, fields)
      throw new FloeError('SinkFailed', {
        message: `no row has the field ${printValue(name)} that files are named by`,
        place: { source: path },
        hint:
          similar === undefined
            ? `the first row has ${fields.length === 0 ? 'none' : fields.join(', ')}; by: (row) => ({ … }) works values out`
            : `did you mean {${similar}}?`,
      })
    },
  }
}

interface Given {
  readonly path: string
  readonly template: PathTemplate
  readonly to: (path: string) => Sink<unknown>
  readonly by: ((row: unknown) => unknown) | undefined
  readonly most: number
}

const open = async ({ path, template, to, by, most }: Given): Promise<Writer<unknown>> => {
  const { root } = template
  const staging = join(root, `.floe-${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(root, { recursive: true })
    await mkdir(staging, { mode: 0o700 })
  } catch (error) {
    throw writeError(error, path)
  }
  const remove = (): Promise<void> => rm(staging, { recursive: true, force: true })
  const checkCase = caseGuard(await ignoresCase(staging))
  const targets = new Map<string, Target>()
  /** Those that are open, the one that was used last behind the others. */
  const used = new Set<Target>()
  const seen = by === undefined ? fieldsSeen(template) : undefined
  let rows = 0
  let waiting = 0

  const targetOf = (key: string): Target => {
    const known = targets.get(key)
    if (known !== undefined) return known
    checkCase(key)
    const directory = join(staging, String(targets.size))
    const staged = join(directory, basename(key))
    const target: Target = { path: key, staged, sink: to(staged), writer: undefined, rows: [] }
    targets.set(key, target)
    return target
  }

  const makeRoom = async (): Promise<void> => {
    const [oldest] = used
    if (used.size < most || oldest === undefined) return
    if (oldest.writer?.park === undefined)
      throw new FloeError('SinkFailed', {
        message: `more than ${most} files are to be open at a time, and those of ${oldest.sink.format} cannot be put aside`,
        hint: `toFiles(…, { open: ${2 * most} })`,
      })
    used.delete(oldest)
    await oldest.writer.park()
  }

  /** Does some work with a writer, which is open for it. */
  const withWriter = async (target: Target, work: (writer: Writer<unknown>) => Promise<void>): Promise<void> => {
    if (!used.delete(target)) await makeRoom()
    used.add(target)
    try {
      if (target.writer === undefined) {
        await mkdir(join(target.staged, '..'))
        target.writer = await target.sink.open()
      }
      await work(target.writer)
    } catch (thrown) {
      throw relocated(thrown, target)
    }
  }

  const flush = async (): Promise<void> => {
    waiting = 0
    for (const target of targets.values()) {
      if (target.rows.length === 0) continue
      const { rows: some } = target
      target.rows = []
      await withWriter(target, (writer) => writer.write(some))
    }
  }

  return {
    write: async (some) => {
      for (const row of some) {
        seen?.see(row)
        targetOf(keyOf(row, template, by, path, ++rows)).rows.push(row)
        if (++waiting >= mostWaiting) await flush()
      }
    },
    close: async () => {
      if (rows > 0) seen?.check(path)
      await flush()
      for (const target of targets.values()) {
        await withWriter(target, (writer) => writer.close())
        used.delete(target)
      }
      await publishFiles(
        [...targets.values()].map(({ staged, path: target }) => ({ staged, target })),
        staging,
      )
      await remove()
    },
    abort: async () => {
      for (const { writer } of targets.values()) await writer?.abort().catch(() => {})
      await remove()
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
  return Object.freeze({ format: 'files', name: path, open: () => open(given) }) as Sink<never>
}
