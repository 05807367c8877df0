/**
 * The compiled engine with so little room that whatever holds rows has to put some aside; and what it did with that.
 */
import * as F from 'floe'
import { execute } from '../../../src/engine/compiled/execute.ts'
import type { Pile, Spill } from '../../../src/engine/spill/spill.ts'

export interface Work {
  piles: number
  records: number
  /** Piles that are still there. */
  open: number
}

/** Piles in memory, which are counted. */
const counted = (share: number, work: Work): Spill => {
  const open = new Set<Pile>()
  return {
    share,
    newPile: () => {
      let records: (readonly unknown[])[] = []
      work.piles++
      const pile: Pile = {
        push: (record) => {
          work.records++
          records.push([...record])
        },
        count: () => records.length,
        read: () => records.values(),
        drop: () => {
          records = []
          open.delete(pile)
          work.open = open.size
        },
      }
      open.add(pile)
      work.open = open.size
      return pile
    },
    close: () => {
      open.clear()
      work.open = 0
    },
  }
}

/** @param given whether plans are executed as they are given, or as the optimizer rewrites them */
export const littleRoom = (share: number, given = true): { readonly engine: F.Engine; readonly work: Work } => {
  const work: Work = { piles: 0, records: 0, open: 0 }
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
