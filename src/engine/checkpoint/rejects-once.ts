/**
 * The sink of rejects in a run that may end at any moment. Each process is told of all rejects anew, so they are made safe all together,
 * once the run has come to its end: then either none is there or all are, and whoever goes on writes none twice.
 *
 * Those of a run that ends for having too many are there as well; the next process, which has all, begins with an entry of its own.
 */
import type { ResumableWriter, Sink } from '../../plan/sink.ts'
import type { RejectsSink } from '../reject-writer.ts'
import { bySink } from '../write-to.ts'
import type { Journal } from './journal.ts'

type Resumable = Sink<never> & Required<Pick<Sink<never>, 'resume'>>

/** What is written down: that all rejects are there, and are about to be safe; and that they are. */
export interface RejectsRecord {
  /** The entry of the run in the sink. */
  readonly entry: number
  readonly mark?: unknown
}

export const rejectsOnce = async (
  sink: Resumable,
  runId: string,
  journal: Journal<RejectsRecord>,
): Promise<RejectsSink> => {
  let known: RejectsRecord | undefined
  for (const record of journal.earlier()) known = record
  const mark = known?.mark === undefined ? undefined : (sink.joinMarks?.(undefined, known.mark) ?? known.mark)
  const openEntry = (entry: number): Promise<ResumableWriter<unknown>> =>
    bySink(
      sink,
      () =>
        sink.resume({
          id: `${runId}r${entry}`,
          ...(mark === undefined ? {} : { mark }),
        }) as Promise<ResumableWriter<unknown>>,
    )
  let entry = known?.entry ?? 0
  let writer = await openEntry(entry)
  // Nobody said that these were all.
  while (known === undefined && writer.committed > 0) {
    await writer.abort().catch(() => {})
    writer = await openEntry(++entry)
  }
  const areThere = writer.committed > 0
  let rows = 0
  const commit = async (): Promise<unknown> => (rows === 0 ? undefined : bySink(sink, () => writer.commit()))
  const close = (): Promise<void> => bySink(sink, () => writer.close())
  return {
    write: async (batch) => {
      if (areThere) return
      rows += batch.length
      await bySink(sink, () => writer.write(batch as readonly unknown[]))
    },
    publish: async () => {
      if (rows > 0) journal.add({ entry })
      const safe = await commit()
      if (safe !== undefined) journal.add({ entry, mark: safe })
      await close()
    },
    publishSome: async () => {
      await commit()
      await close()
    },
    discard: () => bySink(sink, () => writer.abort()).catch(() => {}),
  }
}
