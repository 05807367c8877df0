/**
 * Batches of a bag in canonical order: sorted in memory while there is room for all rows, and by runs on disk when there is not.
 */
import { sortCanonically } from '../data/canonical-order.ts'
import { heapBytes } from './spill/heap-bytes.ts'
import { newSpill, type Room } from './spill/new-spill.ts'
import { newSorter, type Sorter } from './spill/sort/sorter.ts'

type Batches = AsyncIterable<readonly unknown[]>

const batchSize = 1024
/** While rows change hands they are held twice. */
const part = 0.5

const wholeRows = { keys: [{ direction: 'ascending', nulls: 'first' }], breakTies: false, wanted: Infinity } as const

/** @param room what may be held, and put aside; without it all is held */
export async function* canonicalBatches(batches: Batches, room: Room | undefined): Batches {
  const spill = room && newSpill(room)
  let rows: unknown[] = []
  let bytes = 0
  let sorter: Sorter | undefined
  try {
    for await (const batch of batches) {
      for (const row of batch)
        if (sorter === undefined) rows.push(row)
        else sorter.push(row, [row])
      if (spill === undefined || sorter !== undefined) continue
      bytes += heapBytes(batch)
      if (bytes < part * spill.share) continue
      sorter = newSorter(wholeRows, spill)
      for (const row of rows) sorter.push(row, [row])
      rows = []
    }
    if (sorter === undefined) {
      yield sortCanonically(rows)
      return
    }
    for (const row of sorter.rows()) {
      rows.push(row)
      if (rows.length < batchSize) continue
      yield rows
      rows = []
    }
    if (rows.length > 0) yield rows
  } finally {
    spill?.close()
  }
}
