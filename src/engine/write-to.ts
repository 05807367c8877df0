/**
 * Rows on their way into a sink.
 */
import { printThrown } from '../data/print-thrown.ts'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import type { Sink } from '../plan/sink.ts'

/** What a sink throws, under the sink's name. */
const bySink = async <A>({ format, name }: Sink<never>, work: () => Promise<A>): Promise<A> => {
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

/** Writes all batches to a sink; what cannot be written whole is not there at all. */
export const writeTo = async (sink: Sink<never>, batches: AsyncIterable<readonly unknown[]>): Promise<void> => {
  const writer = await bySink(sink, () => (sink as Sink<unknown>).open())
  try {
    for await (const batch of batches) await bySink(sink, () => writer.write(batch))
    await bySink(sink, () => writer.close())
  } catch (thrown) {
    // What `abort` throws must not hide why.
    await bySink(sink, () => writer.abort()).catch(() => {})
    throw thrown
  }
}
