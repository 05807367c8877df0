/**
 * What comes of a plan: rows in batches, and, for those who need no objects, in columns where the engine has them so.
 */
import type { RowsInColumns } from '../plan/source.ts'

/** A batch of rows, as objects or in columns. */
export type AnyBatch = readonly unknown[] | RowsInColumns

export interface Output extends AsyncIterable<readonly unknown[]> {
  /** The same rows, some of them in columns: to be read instead. */
  readonly inColumns?: () => AsyncIterable<AnyBatch>
}

export const isInColumns = (batch: AnyBatch): batch is RowsInColumns => !Array.isArray(batch)

type Through = <B extends AnyBatch>(batches: AsyncIterable<B>) => AsyncIterable<B>

/** What comes of it when it is read through something that lets batches be what they are. */
export const readThrough = (output: Output, through: Through): Output => {
  const { inColumns } = output
  return {
    [Symbol.asyncIterator]: () => through(output)[Symbol.asyncIterator](),
    ...(inColumns === undefined ? {} : { inColumns: () => through(inColumns()) }),
  }
}
