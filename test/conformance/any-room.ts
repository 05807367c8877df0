/**
 * The compiled engine with so much room, so many workers in this thread, of which some are lost, and hashes as they are or all
 * the same; and what it did with all that, and has left behind.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as F from 'floe'
import { vi } from 'vitest'
import * as blockFiles from '../../src/engine/spill/blocks.ts'
import * as hashing from '../../src/engine/spill/hash-of-key.ts'
import * as piles from '../../src/engine/spill/pile.ts'
import { dataset } from '../../src/plan/dataset.ts'
import type { Generated } from '../arbitrary/plan.ts'
import { hireInThread, newWatched, spreading } from '../engine/workers/in-thread.ts'
import { withBatches } from './in-batches.ts'

export interface Room {
  /** Bytes that the run may hold; no bound where undefined. */
  readonly memory: number | undefined
  readonly workers: number
  /** Rows of a part. */
  readonly part: number
  /** Rows of a batch. */
  readonly size: number
  /** Rows that cannot be read, as in-batches.ts has them. */
  readonly bad: number
  /** Of each worker that is hired, after how many messages it is lost; the others are not. */
  readonly deaths: readonly number[]
  readonly isFlat: boolean
}

/** What was done, and what is still open, in all threads that are in this one. */
export interface Seen {
  /** Runs that put something aside, and that were spread; and workers that were lost. */
  aside: number
  spread: number
  lost: number
}

/** Sees whatever is put aside from here on; its files are in a folder of their own. */
export const watchRooms = (step: () => void = () => {}) => {
  const before = process.env.TMPDIR
  const folder = mkdtempSync(join(tmpdir(), 'floe-room-'))
  process.env.TMPDIR = folder
  const seen: Seen = { aside: 0, spread: 0, lost: 0 }
  const open = new Set<object>()
  let isAside = false
  let isFlat = false

  const { newPile } = piles
  vi.spyOn(piles, 'newPile').mockImplementation((...args) => {
    const pile = newPile(...args)
    return {
      ...pile,
      push: (record) => {
        isAside = true
        step()
        pile.push(record)
      },
    }
  })
  const { newBlockFiles } = blockFiles
  vi.spyOn(blockFiles, 'newBlockFiles').mockImplementation((...args) => {
    const files = newBlockFiles(...args)
    const mine: object = {}
    open.add(mine)
    return {
      newBlocks: () => {
        const one = files.newBlocks()
        return {
          ...one,
          write: (bytes, length) => {
            isAside = true
            step()
            one.write(bytes, length)
          },
        }
      },
      close: () => {
        open.delete(mine)
        files.close()
      },
    }
  })
  const { hashOfKey, hashOfNumber, hashOfBytes } = hashing
  vi.spyOn(hashing, 'hashOfKey').mockImplementation((key, seed) => (isFlat ? 0 : hashOfKey(key, seed)))
  vi.spyOn(hashing, 'hashOfNumber').mockImplementation((key, seed) => (isFlat ? 0 : hashOfNumber(key, seed)))
  vi.spyOn(hashing, 'hashOfBytes').mockImplementation((...given) => (isFlat ? 0 : hashOfBytes(...given)))

  /** The plan over sources that are as is said, and the engine. */
  const under = ({ dataset: { plan }, again }: Generated, room: Room) => {
    const { memory, workers, part, size, bad, deaths } = room
    const batches = { size, bad, asColumns: false }
    const rows = dataset(withBatches(plan, batches))
    const watched = newWatched()
    const left = [...deaths]
    const hire = hireInThread(
      async () => ({ plan: dataset(withBatches(again().plan, batches)) }),
      watched,
      () => left.shift() ?? Number.POSITIVE_INFINITY,
    )
    const spread = { plan: rows.plan, workers, size: { bytes: 1, rows: part }, hire, retries: deaths.length }
    const one = workers === 1 ? F.compiled : spreading(spread, watched)
    const engine: F.Engine = {
      ...one,
      execute: (outputs, { memory: _, ...context }) =>
        one.execute(outputs, memory === undefined ? context : { ...context, memory }),
    }
    return { rows, engine, watched }
  }

  return {
    seen,
    /** Runs something, and sums up what was done. */
    run: async <A>(given: Generated, room: Room, f: (rows: F.Bag<unknown>, engine: F.Engine) => Promise<A>) => {
      isFlat = room.isFlat
      isAside = false
      const { rows, engine, watched } = under(given, room)
      const result = await f(rows, engine)
      if (isAside) seen.aside++
      if (watched.pieces > 0) seen.spread++
      seen.lost += watched.lost
      return result
    },
    /** What is open, and what is in the folder. */
    left: (): readonly string[] => [...[...open].map(() => 'files'), ...readdirSync(folder)],
    end: (): void => {
      vi.restoreAllMocks()
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
