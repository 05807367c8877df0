/**
 * The rows of a part in order, as the records that the sorter has: whoever has those of all parts merges them without making rows
 * of them.
 */
import { type Asked, executeRecords } from '../compiled/in-records.ts'
import { reserve } from '../spill/out.ts'
import { copyBytes } from '../spill/sort/copy-bytes.ts'
import { blockOfRun } from '../spill/sort/runs.ts'
import type { KnownOfRecords } from '../spill/sort/sorter.ts'
import type { Stage } from '../stage.ts'
import { newFilling, type Packed } from './packed.ts'

export interface SortedPart {
  readonly packed: () => Packed
  readonly known: KnownOfRecords
}

export const sortedPart = async (stage: Stage, asked: Omit<Asked, 'put'>): Promise<SortedPart> => {
  const { out, wrote, done } = newFilling(blockOfRun(asked.spill.share))
  const { values, ...known } = await executeRecords(stage, {
    ...asked,
    put: (record) => {
      reserve(out, record.end - record.begin)
      record.at = record.begin
      copyBytes(out, record, record.end)
      wrote()
    },
  })
  return { packed: () => done(values), known }
}
