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

/** A sink that takes what comes, under whose name is told what it throws. */
export interface OpenSink extends Written {
  readonly takesColumns: boolean
  readonly write: (batch: AnyBatch) => Promise<void>
}

export const openSink = async (sink: Sink<never>): Promise<OpenSink> => {
  const writer = await bySink(sink, () => (sink as Sink<unknown>).open())
  const put = async (batch: AnyBatch): Promise<void> =>
    isInColumns(batch) ? writer.writeColumns?.(batch) : writer.write(batch)
  return {
    takesColumns: writer.writeColumns !== undefined,
    write: (batch) => bySink(sink, () => put(batch)),
    publish: () => bySink(sink, () => writer.close()),
    // What `abort` throws must not hide why.
    discard: () => bySink(sink, () => writer.abort()).catch(() => {}),
  }
}

/** Writes what comes to a sink, in columns if it takes those, and leaves it to the caller whether it is to be seen. */
export const writeTo = async (sink: Sink<never>, output: Output): Promise<Written> => {
  const { takesColumns, write, publish, discard } = await openSink(sink)
  const batches: AsyncIterable<AnyBatch> = (takesColumns ? output.inColumns?.() : undefined) ?? output
  try {
    for await (const batch of batches) await write(batch)
  } catch (thrown) {
    await discard()
    throw thrown
  }
  return { publish, discard }
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
