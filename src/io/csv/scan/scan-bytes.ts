/**
 * The columns of bytes of CSV: chunks put together into pieces, what a piece leaves over carried to the next.
 */
import type { Columns } from '../../../plan/source.ts'
import type { ByteChunk } from '../../files/files.ts'
import { carriedBytes } from '../../scan/carried-bytes.ts'
import { textBytes } from '../../text/text-bytes.ts'
import { longestRecord } from '../record-errors.ts'
import { type CsvScan, fileScan } from './scan-file.ts'

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* scanCsvBytes(chunks: AsyncIterable<ByteChunk>, options: CsvScan): AsyncGenerator<Columns> {
  const hand = carriedBytes()
  const file = fileScan(options)
  /** A row that goes on for many chunks is looked at again when it has doubled, not with each of them. */
  let enough = 0
  function* scan(isLast: boolean): Generator<Columns> {
    hand.release(yield* file.scan(hand.bytes(), hand.view(), hand.from(), hand.to(), isLast))
    enough = Math.min(2 * (hand.to() - hand.from()), longestRecord)
  }
  const parts = textBytes(chunks, options.path, 'CSV is')
  try {
    for (;;) {
      let next: IteratorResult<ByteChunk, void>
      try {
        next = await parts.next()
      } catch (error) {
        // The rows before it come first.
        yield* scan(false)
        throw error
      }
      if (next.done === true) break
      file.read(next.value.stored)
      hand.add(next.value.chunk)
      if (hand.to() - hand.from() > enough) yield* scan(false)
    }
  } finally {
    await parts.return(undefined)
  }
  if (hand.to() > hand.from()) yield* scan(true)
  yield* file.finish()
}
