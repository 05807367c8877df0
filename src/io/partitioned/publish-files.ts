/**
 * Files that are whole, put where they belong: all of them, or, if one cannot be, none. Each appears at once, in place of what
 * was there; not all in the same moment. Knows nothing of what is in them.
 */
import { link, mkdir, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemCode, writeError } from '../files/file-errors.ts'

export interface StagedFile {
  readonly staged: string
  readonly target: string
}

/** What was at a name, kept under another; undefined if nothing was. */
const keep = async (target: string, kept: string): Promise<string | undefined> => {
  try {
    // A process that is gone may have kept it already.
    await rm(kept, { force: true })
    await link(target, kept)
    return kept
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Directories down to one, which were made; the lowest first. */
const madeBetween = (lowest: string, highest: string): readonly string[] =>
  lowest === highest || dirname(lowest) === lowest ? [lowest] : [lowest, ...madeBetween(dirname(lowest), highest)]

/**
 * Renames the files; `aside` is a directory for what they replace, on the same disk, which the caller removes.
 *
 * @throws FloeError SinkFailed: then what was there before is there again
 */
export const publishFiles = async (files: readonly StagedFile[], aside: string): Promise<void> => {
  const undo: (() => Promise<void>)[] = []
  for (const [i, { staged, target }] of files.entries())
    try {
      const directory = dirname(target)
      const first = await mkdir(directory, { recursive: true })
      if (first !== undefined)
        undo.push(async () => {
          for (const made of madeBetween(directory, first)) await rmdir(made)
        })
      const before = await keep(target, join(aside, `${i}.before`))
      await rename(staged, target)
      undo.push(() => (before === undefined ? unlink(target) : rename(before, target)))
    } catch (error) {
      for (const step of undo.reverse()) await step().catch(() => {})
      throw writeError(error, target)
    }
}
