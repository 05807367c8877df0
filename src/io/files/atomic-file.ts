/**
 * A file that is all there or not there at all: written beside its name, and renamed to it at the end.
 *
 * Knows nothing of formats. Whatever was at the name before stays until the moment of renaming, and after an abort.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type FileHandle, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createGzip, type Gzip } from 'node:zlib'
import { FloeError } from '../../error/floe-error.ts'
import { writeError } from './file-errors.ts'

export interface AtomicFile {
  /** Resolves when the bytes are handed on: to the file, or to the packer if that has room for more. */
  readonly write: (text: string) => Promise<void>
  /** Everything on the disk, then the name. */
  readonly close: () => Promise<void>
  /** Nothing is left. May be called at any time, also more than once. */
  readonly abort: () => Promise<void>
}

/** Rights of a file that is made anew: what the process's mask leaves of reading and writing for all. */
const newMode = 0o666

const modeFor = async (path: string): Promise<number> => {
  const before = await stat(path).catch(() => undefined)
  return before === undefined ? newMode & ~process.umask() : before.mode & 0o777
}

/** A directory would fail only at the end; a device would be replaced by a file. */
const checkTarget = async (target: string, path: string): Promise<void> => {
  const there = await stat(target).catch(() => undefined)
  if (there === undefined || there.isFile()) return
  throw there.isDirectory()
    ? Object.assign(new Error('EISDIR: is a directory'), { code: 'EISDIR' })
    : new FloeError('SinkFailed', {
        message: `'${path}' is a pipe or a device, and a file is needed`,
        hint: 'write to a file, and copy it there',
      })
}

const writeAll = async (file: FileHandle, bytes: Uint8Array): Promise<void> => {
  let done = 0
  while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
}

/** Packs by gzip, without name or time in the head: the same text is the same bytes every time. */
const packer = (
  file: FileHandle,
): {
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly end: () => Promise<void>
  readonly stop: () => void
} => {
  const gzip: Gzip = createGzip()
  const written = (async () => {
    for await (const chunk of gzip) await writeAll(file, chunk)
  })()
  written.catch(() => gzip.destroy())
  return {
    write: async (bytes) => {
      if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), written])
    },
    end: async () => {
      gzip.end()
      await written
    },
    stop: () => gzip.destroy(),
  }
}

const plain = (file: FileHandle): ReturnType<typeof packer> => ({
  write: (bytes) => writeAll(file, bytes),
  end: async () => undefined,
  stop: () => undefined,
})

/**
 * Begins a file that will be at `path` once it is closed; packed by gzip if the name ends in `.gz`.
 *
 * @throws FloeError SinkFailed, here and in all that it gives
 */
export const atomicFile = async (path: string): Promise<AtomicFile> => {
  // A link stays a link: what it points to is replaced.
  const target = await realpath(path).catch(() => path)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
  let state: 'open' | 'closed' | 'aborted' = 'open'
  const guarded = async <A>(work: () => Promise<A>): Promise<A> => {
    try {
      return await work()
    } catch (error) {
      throw writeError(error, path)
    }
  }
  const file = await guarded(async () => {
    await checkTarget(target, path)
    return open(temporary, 'wx', 0o600)
  })
  const to = path.endsWith('.gz') ? packer(file) : plain(file)
  const abort = async (): Promise<void> => {
    if (state !== 'open') return
    state = 'aborted'
    to.stop()
    await file.close().catch(() => undefined)
    await unlink(temporary).catch(() => undefined)
  }
  return {
    write: (text) => guarded(() => to.write(Buffer.from(text))),
    close: async () => {
      if (state !== 'open') return
      try {
        await guarded(async () => {
          await to.end()
          await file.chmod(await modeFor(target))
          await file.sync()
          await file.close()
          await rename(temporary, target)
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
