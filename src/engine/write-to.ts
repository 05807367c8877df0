/**
 * Rows on their way into a sink.
 */
import { printThrown } from '../data/print-thrown.ts'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import type { Sink } from '../plan/sink.ts'
import { type AnyBatch, isInColumns, type Output } from './output.ts'

/** What a sink throws, under the sink's name. */
export const bySink = async <A>({ format, name }: Sink<never>, work: () => Promise<A>): Promise<A> => {
  try {
    return await work()
  } catch (thrown) {
    if (isFloeError(thrown)) throw thrown
    throw new FloeError('SinkFailed', {
      message: `the sink ${format} ${name} threw ${printThrown(thrown)}`,
      cause: thrown,
    })
  }
}

/** Rows that have been written, and are not there before they are published; or else they never were. */
export interface Written {
  readonly publish: () => Promise<void>
  readonly discard: () => Promise<void>
}

/** Writes what comes to a sink, in columns if it takes those, and leaves it to the caller whether it is to be seen. */
export const writeTo = async (sink: Sink<never>, output: Output): Promise<Written> => {
  const writer = await bySink(sink, () => (sink as Sink<unknown>).open())
  // What `abort` throws must not hide why.
  const discard = () => bySink(sink, () => writer.abort()).catch(() => {})
  const batches: AsyncIterable<AnyBatch> =
    (writer.writeColumns === undefined ? undefined : output.inColumns?.()) ?? output
  const put = async (batch: AnyBatch): Promise<void> =>
    isInColumns(batch) ? writer.writeColumns?.(batch) : writer.write(batch)
  try {
    for await (const batch of batches) await bySink(sink, () => put(batch))
  } catch (thrown) {
    await discard()
    throw thrown
  }
  return { publish: () => bySink(sink, () => writer.close()), discard }
}

/** Publishes what was written to several sinks. When one fails, neither it nor those after it are there. */
export const publishAll = async (all: readonly Written[]): Promise<void> => {
  for (const [i, written] of all.entries())
    try {
      await written.publish()
    } catch (thrown) {
      for (const unpublished of all.slice(i)) await unpublished.discard()
      throw thrown
    }
}
