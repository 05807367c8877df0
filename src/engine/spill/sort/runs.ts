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
  /** Leaves so many runs that they can be merged at once, in steps. */
  readonly settle: () => Iterable<void>
  /** Gives the records of all runs in order, one with each call. */
  readonly merged: () => () => Cursor | undefined
  readonly drop: () => void
}

const inBlock = 256 * 1024
const leastBlock = 512
/** So many records are merged in a step. */
const inStep = 4096
/** So many runs are on disk at most. */
const mostRuns = 256

/** @param compareTied what decides between records with the same key, asked when it is needed */
export const newRuns = (spill: Spill, compareTied: () => CompareTied | undefined): Runs => {
  const { share } = spill
  const enough = Math.max(leastBlock, Math.min(inBlock, Math.floor(share / 64)))
  const fanIn = Math.max(2, Math.min(mostRuns, Math.floor(share / (2 * enough))))
  let runs: Blocks[] = []

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

  /** Makes fewer runs of them, each of neighbours. */
  function* mergeUpTo(most: number): Generator<void> {
    while (runs.length > most) {
      const fewer: Blocks[] = []
      for (let at = 0; at < runs.length; at += fanIn) {
        const some = runs.slice(at, at + fanIn)
        if (some.length === 1) {
          fewer.push(...some)
          continue
        }
        const run = newRun()
        let step = 0
        const next = newMerge(some, compareTied())
        for (let cursor = next(); cursor !== undefined; cursor = next()) {
          run.put(cursor)
          if (++step % inStep === 0) yield
        }
        run.flush()
        for (const one of some) one.drop()
        fewer.push(run.blocks)
      }
      runs = fewer
    }
  }

  return {
    count: () => runs.length,
    add: (write) => {
      const run = newRun()
      write(run.put)
      run.flush()
      runs.push(run.blocks)
      if (runs.length >= mostRuns) for (const _ of mergeUpTo(1));
    },
    settle: () => mergeUpTo(fanIn),
    merged: () => newMerge(runs, compareTied()),
    drop: () => {
      for (const run of runs) run.drop()
      runs = []
    },
  }
}
