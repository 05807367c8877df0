/**
 * Parts that are read one after the other, as if they were one, with their rows counted.
 */
import type { Part, Scan, Source } from '../../plan/source.ts'
import { numbersApart } from './numbers.ts'

type Read = Pick<Source, 'open' | 'scan'>

export interface SeveralParts extends Read {
  /** How many rows of each were read so far, with those that could not be. */
  readonly rows: () => readonly number[]
}

/** @param of what reads one */
export const severalParts = (parts: readonly Part[], of: (part: Part) => Read): SeveralParts => {
  const counts = parts.map(() => 0)
  const reads = parts.map((part, i) => numbersApart(of(part), i))
  async function* counted<B>(open: (read: Read) => AsyncIterable<B>, length: (batch: B) => number): AsyncGenerator<B> {
    for (const [i, read] of reads.entries())
      for await (const batch of open(read)) {
        counts[i] = (counts[i] as number) + length(batch)
        yield batch
      }
  }
  const scan = (fields: readonly string[]): Scan | undefined => {
    const scans = reads.map((read) => read.scan?.(fields))
    const [first] = scans
    if (first === undefined || scans.includes(undefined)) return undefined
    const byRead = new Map(reads.map((read, i) => [read, scans[i] as Scan]))
    return {
      kinds: first.kinds,
      open: (signal) =>
        counted(
          (read) => (byRead.get(read) as Scan).open(signal),
          (batch) => batch.length,
        ),
    }
  }
  return {
    rows: () => counts,
    open: (signal) =>
      counted(
        (read) => read.open(signal),
        ({ rows }) => rows.length,
      ),
    ...(reads.every((read) => read.scan !== undefined) ? { scan } : {}),
  }
}
