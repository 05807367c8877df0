/**
 * A source that tells what is asked of it: how many rows were read, how often it was opened and released.
 */
import * as F from 'floe'
import type { Batch } from '../../src/plan/source.ts'

export interface Watched {
  opened: number
  released: number
  /** Batches that were asked for. */
  asked: number
}

export interface CountedOptions {
  readonly perBatch?: number
  /** Throws instead of giving this batch, counted from 0. */
  readonly throwAt?: number
  /** What a batch is asked for calls this first. */
  readonly onAsk?: (batch: number) => void
}

/** Numbers from 1 to `count`, in batches, and what is asked of them. */
export const counted = (
  count: number,
  { perBatch = 1, throwAt = Infinity, onAsk = () => {} }: CountedOptions = {},
): { readonly dataset: F.Sequence<number>; readonly watched: Watched } => {
  const watched: Watched = { opened: 0, released: 0, asked: 0 }
  async function* open(): AsyncIterable<Batch> {
    watched.opened++
    try {
      for (let first = 0; first < count; first += perBatch) {
        const batch = watched.asked++
        onAsk(batch)
        if (batch >= throwAt)
          throw new F.FloeError('SourceUnreadable', { message: 'the disk is gone', place: { source: 'numbers' } })
        const rows = Array.from({ length: Math.min(perBatch, count - first) }, (_, i) => first + i + 1)
        yield {
          rows,
          errors: new Map(),
          where: (i) => ({ source: 'numbers', row: first + i + 1 }),
          bytes: rows.length * 8,
        }
      }
    } finally {
      watched.released++
    }
  }
  const dataset = F.fromSource<number>({
    format: 'numbers',
    name: `${count}`,
    details: '',
    schema: { kind: 'number' },
    open,
    size: async () => ({ rows: count, bytes: count * 8 }),
  })
  return { dataset, watched }
}
