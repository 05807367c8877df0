/**
 * The directory of files in which rows are put aside: private, made when the first file is, and gone with the last. What a
 * process has left there that is no more is removed by the next one that makes such a directory; what it has left when it
 * exits in the middle of it, it removes itself.
 *
 * A directory is named after the machine, the process and when that began: a number of a process is given again, and machines
 * may share a disk.
 */
import type * as fs from 'node:fs'
import { printThrown } from '../../data/print-thrown.ts'
import { FloeError } from '../../error/floe-error.ts'
import { markOfProcess, mayBeThere } from '../../io/files/living-process.ts'

/** What is used of a file system. */
export type FileSystem = Pick<
  typeof fs,
  'mkdtempSync' | 'readdirSync' | 'readFileSync' | 'rmSync' | 'openSync' | 'closeSync' | 'writeSync' | 'readSync'
>

const prefix = 'floe-spill'

const removeStale = (fs: FileSystem, root: string): void => {
  for (const name of fs.readdirSync(root)) {
    const [, mark] = /^floe-spill-([^-]*-\d+-\w+)-/.exec(name) ?? []
    if (mark === undefined || mayBeThere(fs, mark)) continue
    try {
      fs.rmSync(`${root}/${name}`, { recursive: true, force: true })
    } catch {
      // Somebody else's, or somebody else was quicker.
    }
  }
}

/** What went wrong with a file, in words for whoever runs the plan. */
export const spillFailed = (what: string, root: string, thrown: unknown): FloeError => {
  const { code } = thrown as { readonly code?: unknown }
  return new FloeError('SpillFailed', {
    message: `rows for which there is no memory could not be ${what} in '${root}': ${code === 'ENOSPC' ? 'the disk is full' : printThrown(thrown)}`,
    hint: code === 'ENOSPC' ? 'make room there, or name another place: TMPDIR=/big/disk' : `ls -ld '${root}'`,
    cause: thrown,
  })
}

/** Directories that are there, for when the process exits and nobody else removes them. */
const made = new Map<string, FileSystem>()

const removeAll = (): void => {
  for (const [directory, fs] of made)
    try {
      // Other threads may still write there.
      fs.rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 2 })
    } catch {
      // The next process will.
    }
}

const make = (fs: FileSystem, root: string): string => {
  removeStale(fs, root)
  const directory = fs.mkdtempSync(`${root}/${prefix}-${markOfProcess(fs)}-`)
  if (made.size === 0) process.on('exit', removeAll)
  made.set(directory, fs)
  return directory
}

const remove = (directory: string, fs: FileSystem): void => {
  made.delete(directory)
  if (made.size === 0) process.off('exit', removeAll)
  fs.rmSync(directory, { recursive: true, force: true })
}

export interface PlaceForFiles {
  /** The directory, which is made when it is first asked for. */
  readonly directory: () => string
  /** The path of a file that is not there yet. */
  readonly newPath: () => string
  readonly root: string
  /** All that is in it is gone. */
  readonly close: () => void
}

export const newPlaceForFiles = (fs: FileSystem, root: string): PlaceForFiles => {
  let directory: string | undefined
  let count = 0
  const asked = (): string => {
    try {
      directory ??= make(fs, root)
      return directory
    } catch (thrown) {
      throw spillFailed('put aside', root, thrown)
    }
  }
  return {
    root,
    directory: asked,
    newPath: () => `${asked()}/${count++}`,
    close: () => {
      if (directory !== undefined) remove(directory, fs)
      directory = undefined
    },
  }
}
