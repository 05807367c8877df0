/**
 * Rows into many files, each of which is written aside and gets its name when all are whole.
 *
 * A run that may end at any moment writes into a directory that the next process of it knows again. What a commit leaves open, and in
 * which order, is what that process begins with: so files come to the same bytes, though what has waited longest is put aside.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import type { ResumableWriter, Resumption, Sink, Writer } from '../../plan/sink.ts'
import { writeError } from '../files/file-errors.ts'
import type { FileMark } from '../files/resumable-file.ts'
import { type FieldsSeen, fieldsSeen } from './fields-seen.ts'
import { caseGuard, ignoresCase } from './ignores-case.ts'
import { keyOf } from './key-of.ts'
import type { PathTemplate } from './path-template.ts'
import { publishFiles } from './publish-files.ts'

/** What is to be written where. */
export interface Given {
  readonly path: string
  readonly template: PathTemplate
  readonly to: (path: string) => Sink<unknown>
  readonly by: ((row: unknown) => unknown) | undefined
  readonly most: number
}

/** Where files stand: those of which something is new since the mark before, or all that are known. */
export interface FilesMark {
  readonly rows: number
  readonly fields: FieldsSeen | undefined
  readonly files: Iterable<readonly [path: string, mark: unknown]>
}

/** How marks of one file are joined. */
export type JoinMarks = (before: unknown, next: unknown) => unknown

export const joinFiles = (join: JoinMarks, before: FilesMark | undefined, next: FilesMark): FilesMark => {
  const files = (before?.files ?? new Map()) as Map<string, unknown>
  for (const [path, mark] of next.files) files.set(path, join(files.get(path), mark))
  return { ...next, files }
}

interface Target {
  readonly path: string
  readonly staged: string
  readonly sink: Sink<unknown>
  /** Where an earlier process has left it. */
  readonly mark: unknown
  writer: Writer<unknown> | undefined
  /** Rows that wait. */
  rows: unknown[]
  /** Whether there are rows in it that are not safe. */
  isLoose: boolean
  /** What is new of it, and has not been told. */
  news: unknown
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

/** Whether a file has its name already, which was written by a process that is gone. */
const isPublished = async ({ path, mark }: Target): Promise<boolean> => {
  const file = (mark as { readonly file?: FileMark } | undefined)?.file
  if (file === undefined) return false
  const there = await stat(path).catch(() => undefined)
  return there?.ino === file.inode && there.dev === file.device
}

/** Opens the file of a target, which may be there already. */
type OpenTarget = (target: Target) => Promise<Writer<unknown>>

/** What is done with rows, and with all files. */
const rowsInto = async (
  { path, template, to, by, most }: Given,
  staging: string,
  openTarget: OpenTarget,
  before?: FilesMark,
) => {
  const checkCase = caseGuard(await ignoresCase(staging))
  const targets = new Map<string, Target>()
  /** Those that are open, the one that was used last behind the others. */
  const used = new Set<Target>()
  const seen = by === undefined ? fieldsSeen(template.names, before?.fields) : undefined
  let rows = before?.rows ?? 0
  let waiting = 0

  const targetOf = (key: string, mark?: unknown): Target => {
    const known = targets.get(key)
    if (known !== undefined) return known
    checkCase(key)
    const staged = join(staging, String(targets.size), basename(key))
    const target: Target = {
      path: key,
      staged,
      sink: to(staged),
      mark,
      writer: undefined,
      rows: [],
      isLoose: false,
      news: undefined,
    }
    targets.set(key, target)
    return target
  }
  for (const [key, mark] of before?.files ?? []) targetOf(key, mark)

  const opened = async (target: Target): Promise<Writer<unknown>> => {
    await mkdir(join(target.staged, '..'), { recursive: true })
    target.writer ??= await openTarget(target)
    return target.writer
  }

  const park = async (target: Target): Promise<void> => {
    const writer = await opened(target)
    if (writer.park === undefined)
      throw new FloeError('SinkFailed', {
        message: `more than ${most} files are to be open at a time, and those of ${target.sink.format} cannot be put aside`,
        hint: `toFiles(…, { open: ${2 * most} })`,
      })
    used.delete(target)
    await writer.park()
  }

  const makeRoom = async (): Promise<void> => {
    const [oldest] = used
    if (used.size >= most && oldest !== undefined) await park(oldest)
  }

  /** Does some work with a writer, which is open for it. */
  const withWriter = async <A>(target: Target, work: (writer: Writer<unknown>) => Promise<A>): Promise<A> => {
    if (!used.delete(target)) await makeRoom()
    used.add(target)
    try {
      return await work(await opened(target))
    } catch (thrown) {
      throw relocated(thrown, target)
    }
  }

  /** Leaves open what whoever goes on has open: all, if that may be, and else nothing. */
  const settleOpen = async (): Promise<void> => {
    const isAll = targets.size <= most
    if (!isAll) for (const target of used) await park(target)
    used.clear()
    if (isAll) for (const target of targets.values()) used.add(target)
  }
  await settleOpen()

  const flush = async (): Promise<void> => {
    waiting = 0
    for (const target of targets.values()) {
      if (target.rows.length === 0) continue
      const { rows: some } = target
      target.rows = []
      target.isLoose = true
      await withWriter(target, (writer) => writer.write(some))
    }
  }

  /** All that was written so far is safe, if that can be; and what is new. */
  const safe = async (join: JoinMarks): Promise<FilesMark | undefined> => {
    await flush()
    let isSafe = true
    for (const target of targets.values()) {
      if (!target.isLoose) continue
      const mark = await withWriter(target, (writer) => (writer as ResumableWriter<unknown>).commit())
      if (mark === undefined) isSafe = false
      else {
        target.news = join(target.news, mark)
        target.isLoose = false
      }
    }
    await settleOpen()
    if (!isSafe) return undefined
    const files: (readonly [string, unknown])[] = []
    for (const target of targets.values()) {
      if (target.news === undefined) continue
      files.push([target.path, target.news])
      target.news = undefined
    }
    return { rows, fields: seen?.seen(), files }
  }

  return {
    safe,
    write: async (some: readonly unknown[]): Promise<void> => {
      for (const row of some) {
        seen?.see(row)
        targetOf(keyOf(row, template, by, path, ++rows)).rows.push(row)
        if (++waiting >= mostWaiting) await flush()
      }
    },
    close: async (): Promise<void> => {
      if (rows > 0) seen?.check(path)
      await flush()
      const files: { readonly staged: string; readonly target: string }[] = []
      for (const target of targets.values()) {
        if (await isPublished(target)) continue
        await withWriter(target, (writer) => writer.close())
        used.delete(target)
        files.push({ staged: target.staged, target: target.path })
      }
      await publishFiles(files, staging)
      await rm(staging, { recursive: true, force: true })
    },
    abort: async (): Promise<void> => {
      for (const { writer } of targets.values()) await writer?.abort().catch(() => {})
    },
  }
}

/** Makes the directory in which files are until they are whole. */
const makeStaging = async ({ path, template }: Given, name: string, isNew: boolean): Promise<string> => {
  const staging = join(template.root, `.floe-${name}.tmp`)
  try {
    await mkdir(template.root, { recursive: true })
    // What is of no commit is nothing.
    if (isNew) await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { mode: 0o700, recursive: true })
  } catch (error) {
    throw writeError(error, path)
  }
  return staging
}

export const filesWriter = async (given: Given): Promise<Writer<unknown>> => {
  const staging = await makeStaging(given, randomBytes(6).toString('hex'), true)
  const { write, close, abort } = await rowsInto(given, staging, ({ sink }) => sink.open())
  return {
    write,
    close,
    abort: async () => {
      await abort()
      await rm(staging, { recursive: true, force: true })
    },
  }
}

/** Files that another process may have begun. */
export const resumableFilesWriter = async (
  given: Given,
  join: JoinMarks,
  { id, mark }: Resumption,
): Promise<ResumableWriter<unknown>> => {
  const before = mark as FilesMark | undefined
  const staging = await makeStaging(given, id, before === undefined)
  const openTarget: OpenTarget = ({ sink, mark: known }) =>
    (sink as Required<Sink<unknown>>).resume(known === undefined ? { id } : { id, mark: known })
  const { write, close, abort, safe } = await rowsInto(given, staging, openTarget, before)
  return { committed: before?.rows ?? 0, write, close, abort, commit: () => safe(join) }
}
