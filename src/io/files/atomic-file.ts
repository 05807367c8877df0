/**
 * A file that is all there or not there at all: written beside its name, and renamed to it at the end.
 *
 * What a process has left beside the name that is no more is removed by the next one that writes there. Knows nothing of formats. Whatever was at the name before stays until the moment of renaming, and after an abort.
 */
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { type FileHandle, open, readdir, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import { writeError } from './file-errors.ts'
import { markOfProcess, mayBeThere } from './living-process.ts'
import { checkPacking, type Through, through } from './pack.ts'

export interface AtomicFile {
  /**
   * Resolves when the bytes are handed on: to the file, or to the packer if that has room for more. Whoever gave them may use them
   * again then.
   */
  readonly write: (content: string | Uint8Array) => Promise<void>
  /** Everything on the disk, then the name. */
  readonly close: () => Promise<void>
  /** Nothing is left. May be called at any time, also more than once. */
  readonly abort: () => Promise<void>
  /** Closes the file until more is written; what is packed ends there, and goes on in another member. */
  readonly park?: () => Promise<void>
}

/** Rights of a file that is made anew: what the process's mask leaves of reading and writing for all. */
const newMode = 0o666

const modeFor = async (path: string): Promise<number> => {
  const before = await stat(path).catch(() => undefined)
  return before === undefined ? newMode & ~process.umask() : before.mode & 0o777
}

/** A file whose bytes are all there takes its name: safe on the disk before anybody sees it. */
export const putInPlace = async (whole: FileHandle, temporary: string, target: string): Promise<void> => {
  await whole.chmod(await modeFor(target))
  await whole.sync()
  await whole.close()
  await rename(temporary, target)
}

/** A directory would fail only at the end; a device would be replaced by a file; and this Node may not know the packing. */
export const checkTarget = async (target: string, path: string): Promise<void> => {
  checkPacking(path)
  const there = await stat(target).catch(() => undefined)
  if (there === undefined || there.isFile()) return
  throw there.isDirectory()
    ? Object.assign(new Error('EISDIR: is a directory'), { code: 'EISDIR' })
    : new FloeError('SinkFailed', {
        message: `'${path}' is a pipe or a device, and a file is needed`,
        hint: 'write to a file, and copy it there',
      })
}

/** Of most file systems. */
export const longestName = 255

/** The name of a file beside another, which says whose it is, as far as there is room for that. */
const nameBeside = (name: string): string => {
  const chance = randomBytes(6).toString('hex')
  const marked = `.${name}.floe-${markOfProcess(fs)}-${chance}.tmp`
  return Buffer.byteLength(marked) > longestName ? `.${name}.${chance}.tmp` : marked
}

/** What is still there of processes that are no more. */
const removeStale = async (target: string): Promise<void> => {
  const prefix = `.${basename(target)}.floe-`
  for (const name of await readdir(dirname(target)).catch(() => []))
    if (name.startsWith(prefix) && name.endsWith('.tmp') && mayBeThere(fs, name.slice(prefix.length)) === false)
      // Somebody else's, or somebody else was quicker.
      await unlink(join(dirname(target), name)).catch(() => undefined)
}

/**
 * Begins a file that will be at `path` once it is closed; packed by gzip or zstd if the name ends in `.gz` or `.zst`.
 *
 * @throws FloeError SinkFailed, here and in all that it gives
 */
export const atomicFile = async (path: string): Promise<AtomicFile> => {
  // A link stays a link: what it points to is replaced.
  const target = await realpath(path).catch(() => path)
  const temporary = join(dirname(target), nameBeside(basename(target)))
  let state: 'open' | 'closed' | 'aborted' = 'open'
  const guarded = async <A>(work: () => Promise<A>): Promise<A> => {
    try {
      return await work()
    } catch (error) {
      throw writeError(error, path)
    }
  }
  let file: FileHandle | undefined = await guarded(async () => {
    await checkTarget(target, path)
    await removeStale(target)
    return open(temporary, 'wx', 0o600)
  })
  let to: Through | undefined = through(file, path)
  const reopened = async (): Promise<FileHandle> => {
    file ??= await open(temporary, 'a')
    return file
  }
  const write = async (bytes: Uint8Array): Promise<void> => {
    to ??= through(await reopened(), path)
    await to.write(bytes)
  }
  const abort = async (): Promise<void> => {
    if (state !== 'open') return
    state = 'aborted'
    to?.stop()
    await file?.close().catch(() => undefined)
    await unlink(temporary).catch(() => undefined)
  }
  return {
    write: (content) => guarded(() => write(typeof content === 'string' ? Buffer.from(content) : content)),
    park: () =>
      guarded(async () => {
        await to?.end()
        to = undefined
        await file?.close()
        file = undefined
      }),
    close: async () => {
      if (state !== 'open') return
      try {
        await guarded(async () => {
          await to?.end()
          await putInPlace(await reopened(), temporary, target)
        })
        state = 'closed'
      } catch (error) {
        await abort()
        throw error
      }
    },
    abort,
  }
}
