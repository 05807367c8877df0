/**
 * The room of a run: a share of its memory for each stage, and files for what does not fit.
 */
import { newBlockFiles } from './blocks.ts'
import { newPile } from './pile.ts'
import { type FileSystem, newPlaceForFiles } from './place-for-files.ts'
import type { Spill } from './spill.ts'

/** A stage has up to some hundred piles at a time; all their blocks together take a part of its share. */
const blocksInShare = 256
const leastBlock = 512
const greatestBlock = 256 * 1024
/** A row may take so much however small the share is. */
const leastLongest = 1024 * 1024

export interface Room {
  /** How many bytes a stage may hold. */
  readonly share: number
  /** How many bytes of disk all may take. */
  readonly disk?: number
}

/** How many bytes a block has when it is written, given a share. */
const enoughOf = (share: number): number =>
  Math.min(greatestBlock, Math.max(leastBlock, Math.floor(share / blocksInShare)))

/** @param fs the file system, and the directory in which a private one is made */
export const newSpill = (
  { share, disk = Number.POSITIVE_INFINITY }: Room,
  fs: FileSystem = process.getBuiltinModule('node:fs'),
  root: string = process.getBuiltinModule('node:os').tmpdir(),
): Spill => {
  const files = newBlockFiles(fs, newPlaceForFiles(fs, root), { most: disk, longest: Math.max(leastLongest, share) })
  const enough = enoughOf(share)
  return Object.freeze({
    share,
    newPile: () => newPile(files.newBlocks(), enough),
    newBlocks: files.newBlocks,
    close: files.close,
  })
}
