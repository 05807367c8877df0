/**
 * Rows of JSON that did not fit, read again from their texts.
 */
import type { Raw, Source } from '../../plan/source.ts'
import { batchOf } from '../text/batch-of.ts'
import type { ReadRow } from './row-reader.ts'

/** `again` of a source whose rows are read so. */
export const rowsAgain =
  (read: ReadRow) =>
  (raws: readonly Raw[]): Source['open'] =>
    async function* () {
      for (const { text, where: place } of raws) {
        const where = () => place
        yield batchOf(1, () => read(text, where), where, 0)
      }
    }
