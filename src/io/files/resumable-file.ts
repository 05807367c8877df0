/**
 * A file that is all there or not there at all, for a run that may end at any moment and go on later: it is written beside its
 * name, under one that the run knows again, and renamed to it at the end.
 *
 * What was written since the last commit is cut off when the file is opened again. Packed files are cut where a member of gzip ends,
 * so a commit ends one.
 */
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import type { Resumption } from '../../plan/sink.ts'
import { type AtomicFile, checkTarget, longestName, putInPlace } from './atomic-file.ts'
import { systemCode, writeError } from './file-errors.ts'
import { type Into, type Through, through } from './pack.ts'

/** Where a file stood: how long it was, and which file it is, whatever its name. */
export interface FileMark {
  readonly bytes: number
  readonly device: number
  readonly inode: number
}

/** `abort` leaves what is committed, for the next process. */
export interface ResumableFile extends AtomicFile {
  /** All that was written is on the disk. */
  readonly commit: () => Promise<FileMark>
  /** Whether an earlier process has closed it already: then there is nothing left to write, and closing it does nothing. */
  readonly isClosed: boolean
}

/** The end of a file, from a place on, and where that is. */
const endOf = (opened: () => Promise<FileHandle>, from: number): Into & { readonly at: () => number } => {
  let at = from
  return {
    write: async (bytes, offset, length) => {
      const written = await (await opened()).write(bytes, offset, length, at)
      at += written.bytesWritten
      return written
    },
    at: () => at,
  }
}

/** Of a file that has its name already. That something is still to be written shows that it is another one. */
const closedBefore = (mark: FileMark, isGone: () => FloeError): ResumableFile => ({
  isClosed: true,
  write: async () => {
    throw isGone()
  },
  commit: async () => mark,
  close: async () => {},
  abort: async () => {},
})

const isGone = (path: string, temporary: string): FloeError<'SinkFailed'> =>
  new FloeError('SinkFailed', {
    message: `what was written of '${path}' is not there any more: '${temporary}'`,
    hint: 'begin again: remove the directory of the checkpoint',
  })

/**
 * Begins a file that will be at `path` once it is closed, or goes on with it where `mark` says it stood.
 *
 * @throws FloeError SinkFailed, here and in all that it gives
 */
export const resumableFile = async (path: string, id: string, mark?: FileMark): Promise<ResumableFile> => {
  const target = await realpath(path).catch(() => path)
  const marked = `.${basename(target)}.${id}.part`
  const temporary = join(dirname(target), Buffer.byteLength(marked) > longestName ? `.${id}.part` : marked)
  const guarded = async <A>(work: () => Promise<A>): Promise<A> => {
    try {
      return await work()
    } catch (error) {
      throw writeError(error, path)
    }
  }
  /** The part of it that is committed; undefined of another file. */
  const cutTo = async (file: FileHandle, { inode, bytes }: FileMark): Promise<FileHandle | undefined> => {
    try {
      const { size, ino } = await file.stat()
      if (ino === inode && size >= bytes) {
        await file.truncate(bytes)
        return file
      }
    } catch (error) {
      await file.close()
      throw error
    }
    await file.close()
    return undefined
  }
  const reopened = async (): Promise<FileHandle | undefined> => {
    if (mark === undefined) return open(temporary, 'w', 0o600)
    const file = await open(temporary, 'r+').catch((error) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
    if (file === undefined) {
      const there = await stat(target).catch(() => undefined)
      if (there?.ino === mark.inode && there.dev === mark.device && there.size >= mark.bytes) return undefined
    }
    const cut = file && (await cutTo(file, mark))
    if (cut !== undefined) return cut
    throw isGone(path, temporary)
  }
  let file = await guarded(async () => {
    await checkTarget(target, path)
    return reopened()
  })
  if (file === undefined) return closedBefore(mark as FileMark, () => isGone(path, temporary))
  /** It is, though it was put aside. */
  const opened = async (): Promise<FileHandle> => {
    file ??= await open(temporary, 'r+')
    return file
  }
  const end = endOf(opened, mark?.bytes ?? 0)
  let to: Through | undefined
  let isOpen = true
  const finish = async (isLast = false): Promise<FileHandle> => {
    // Packed, nothing is something, too.
    if (isLast && end.at() === 0) to ??= through(end, path)
    await to?.end()
    to = undefined
    const whole = await opened()
    await whole.sync()
    return whole
  }
  const abort = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    to?.stop()
    await file?.close().catch(() => undefined)
  }
  return {
    isClosed: false,
    write: (content) =>
      guarded(() => {
        to ??= through(end, path)
        return to.write(typeof content === 'string' ? Buffer.from(content) : content)
      }),
    commit: () =>
      guarded(async () => {
        const { ino, dev } = await (await finish()).stat()
        return { bytes: end.at(), device: dev, inode: ino }
      }),
    close: async () => {
      if (!isOpen) return
      try {
        await guarded(async () => {
          await putInPlace(await finish(true), temporary, target)
        })
        isOpen = false
      } catch (error) {
        await abort()
        throw error
      }
    },
    abort,
    park: () =>
      guarded(async () => {
        await to?.end()
        to = undefined
        await file?.close()
        file = undefined
      }),
  }
}

/** Opens it for a run, from what `commit` of a sink gave: the mark of the file is its field `file`. */
export const resumableAt =
  (path: string) =>
  ({ id, mark }: Resumption): Promise<ResumableFile> =>
    resumableFile(path, id, (mark as { readonly file?: FileMark } | undefined)?.file)
