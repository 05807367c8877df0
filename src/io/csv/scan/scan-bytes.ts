/**
 * The columns of bytes of CSV: chunks put together into pieces, what a piece leaves over carried to the next.
 */
import type { Columns } from '../../../plan/source.ts'
import type { ByteChunk } from '../../files/files.ts'
import { type CarriedBytes, carriedBytes } from '../../scan/carried-bytes.ts'
import { textBytes } from '../../text/text-bytes.ts'
import { longestRecord } from '../record-errors.ts'
import { beginPiece, type CsvScan, endOfPiece, type FileScan, fileScan, lastBatch, nextBatch } from './scan-file.ts'

/** The batches of a piece: what is in hand. */
function* batches(file: FileScan, hand: CarriedBytes, isLast: boolean): Generator<Columns> {
  beginPiece(file, hand.bytes(), hand.view(), hand.from(), hand.to(), isLast)
  for (let batch = nextBatch(file); batch !== undefined; batch = nextBatch(file)) yield batch
  hand.release(endOfPiece(file))
}

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* scanCsvBytes(chunks: AsyncIterable<ByteChunk>, options: CsvScan): AsyncGenerator<Columns> {
  const hand = carriedBytes()
  const file = fileScan(options)
  /** A row that goes on for many chunks is looked at again when it has doubled, not with each of them. */
  let enough = 0
  const parts = textBytes(chunks, options.path, 'CSV is')
  try {
    for (;;) {
      let next: IteratorResult<ByteChunk, void>
      try {
        next = await parts.next()
      } catch (error) {
        // The rows before it come first.
        yield* batches(file, hand, false)
        throw error
      }
      if (next.done === true) break
      file.stored += next.value.stored
      hand.add(next.value.chunk)
      if (hand.to() - hand.from() <= enough) continue
      yield* batches(file, hand, false)
      enough = Math.min(2 * (hand.to() - hand.from()), longestRecord)
    }
  } finally {
    await parts.return(undefined)
  }
  if (hand.to() > hand.from()) yield* batches(file, hand, true)
  const last = lastBatch(file)
  if (last !== undefined) yield last
}
