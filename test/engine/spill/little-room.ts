/**
 * The compiled engine with so little room that whatever holds rows has to put some aside; and what it did with that.
 */
import * as F from 'floe'
import { execute } from '../../../src/engine/compiled/execute.ts'
import { newSpill } from '../../../src/engine/spill/new-spill.ts'
import type { Spill } from '../../../src/engine/spill/spill.ts'

export interface Work {
  piles: number
  records: number
  /** Files of sorted rows. */
  runs: number
  /** Piles and files that are still there. */
  open: number
}

/** What is asked of it is counted. */
const counted = (share: number, work: Work): Spill => {
  const spill = newSpill({ share })
  const open = new Set<object>()
  const opened = <A extends { readonly drop: () => void }>(one: A): A => {
    const mine = {
      ...one,
      drop: () => {
        one.drop()
        open.delete(mine)
        work.open = open.size
      },
    }
    open.add(mine)
    work.open = open.size
    return mine
  }
  return {
    share,
    newPile: () => {
      work.piles++
      const pile = spill.newPile()
      return opened({
        ...pile,
        push: (record) => {
          work.records++
          pile.push(record)
        },
      })
    },
    newBlocks: () => {
      work.runs++
      return opened(spill.newBlocks())
    },
    close: () => {
      spill.close()
      open.clear()
      work.open = 0
    },
  }
}

/** @param given whether plans are executed as they are given, or as the optimizer rewrites them */
export const littleRoom = (share: number, given = true): { readonly engine: F.Engine; readonly work: Work } => {
  const work: Work = { piles: 0, records: 0, runs: 0, open: 0 }
  const { prepare, ...engine } = F.compiled
  return {
    work,
    engine: {
      ...engine,
      ...(given || prepare === undefined ? {} : { prepare }),
      name: `with room for ${share} bytes`,
      execute: (outputs, context) => execute(outputs, context, counted(share, work)),
    },
  }
}
