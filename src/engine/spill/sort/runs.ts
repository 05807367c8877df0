/**
 * Sorted runs of records on disk: written, and merged so that few are left.
 */
import type { Blocks } from '../blocks.ts'
import { newOut, reserve } from '../out.ts'
import type { Spill } from '../spill.ts'
import { copyBytes } from './copy-bytes.ts'
import { type CompareTied, type Cursor, newMerge } from './merge.ts'
import type { Place } from './records.ts'

export interface Runs {
  readonly count: () => number
  /** A run of the records that are put, in order. */
  readonly add: (write: (put: (record: Place) => void) => void) => void
  /** A run of blocks of records that are in order already. */
  readonly addBlocks: (blocks: Iterable<Buffer>) => void
  /** Leaves so many runs that they can be merged at once, in steps. */
  readonly settle: () => Iterable<void>
  /** Gives the records of all runs in order, one with each call; and of those that come after them and are in memory. */
  readonly merged: (others?: readonly Blocks[]) => () => Cursor | undefined
  readonly drop: () => void
}

const inBlock = 256 * 1024
const leastBlock = 512
/** So many records are merged in a step. */
const inStep = 4096
/** So many runs are on disk at most, each of which has a file that is open. */
const mostRuns = 256
/** So many blocks are in the share: of each run one is read at a time. */
const blocksInShare = 512

/** How many bytes a block of a run has, given a share. */
export const blockOfRun = (share: number): number =>
  Math.max(leastBlock, Math.min(inBlock, Math.floor(share / blocksInShare)))

/** A run, and how often its records were merged. */
interface Run {
  readonly blocks: Blocks
  readonly level: number
}

/** @param compareTied what decides between records with the same key, asked when it is needed */
export const newRuns = (spill: Spill, compareTied: () => CompareTied | undefined): Runs => {
  const { share } = spill
  const enough = blockOfRun(share)
  const fanIn = Math.max(2, Math.min(mostRuns, Math.floor(share / (2 * enough))))
  let runs: Run[] = []

  const newRun = () => {
    const blocks = spill.newBlocks()
    const block = newOut(2 * enough)
    const flush = (): void => {
      if (block.at > 0) blocks.write(block.bytes, block.at)
      block.at = 0
    }
    const put = (record: Place): void => {
      const length = record.end - record.begin
      if (block.at > 0 && block.at + length > enough) flush()
      reserve(block, length)
      record.at = record.begin
      copyBytes(block, record, record.end)
    }
    return { blocks, put, flush }
  }

  /** One run of several that follow each other. */
  function* oneOf(some: readonly Run[]): Generator<void, Run> {
    const run = newRun()
    let step = 0
    const next = newMerge(
      some.map(({ blocks }) => blocks),
      compareTied(),
    )
    for (let cursor = next(); cursor !== undefined; cursor = next()) {
      run.put(cursor)
      if (++step % inStep === 0) yield
    }
    run.flush()
    for (const { blocks } of some) blocks.drop()
    return { blocks: run.blocks, level: Math.max(...some.map(({ level }) => level)) + 1 }
  }

  /** Makes so many runs of those from one on, each of neighbours. */
  function* mergeFrom(from: number, most: number): Generator<void> {
    while (runs.length - from > most) {
      const fewer = runs.slice(0, from)
      for (let at = from; at < runs.length; at += fanIn) {
        const some = runs.slice(at, at + fanIn)
        if (some.length === 1) fewer.push(...some)
        else fewer.push(yield* oneOf(some))
      }
      runs = fewer
    }
  }

  /** What is merged already is merged again with as many others, or not at all. */
  const makeRoom = (): void => {
    if (runs.length < mostRuns) return
    const last = runs.at(-1)?.level
    const from = runs.findIndex(({ level }) => level === last)
    for (const _ of mergeFrom(from > mostRuns / 2 ? 0 : from, 1));
  }

  const push = (blocks: Blocks): void => {
    runs.push({ blocks, level: 0 })
    makeRoom()
  }

  return {
    count: () => runs.length,
    add: (write) => {
      const run = newRun()
      write(run.put)
      run.flush()
      push(run.blocks)
    },
    addBlocks: (given) => {
      const blocks = spill.newBlocks()
      for (const block of given) blocks.write(block, block.length)
      push(blocks)
    },
    settle: () => mergeFrom(0, fanIn),
    merged: (others = []) => newMerge([...runs.map(({ blocks }) => blocks), ...others], compareTied()),
    drop: () => {
      for (const { blocks } of runs) blocks.drop()
      runs = []
    },
  }
}
