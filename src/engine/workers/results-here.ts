/**
 * The results of parts that are worked on in this thread, one after the other: the same as a worker's.
 */
import type { Part } from '../../plan/source.ts'
import { cancelled } from '../stage-error.ts'
import type { PartResult } from './crew.ts'
import { hasSides } from './serve.ts'
import { type Job, worker } from './work.ts'

export async function* resultsHere(
  job: Job & { readonly signal: AbortSignal; readonly from: number },
  parts: AsyncIterable<Part>,
): AsyncGenerator<PartResult> {
  const { signal } = job
  const { sides, work } = worker(job)
  if (hasSides(job.root)) yield { ...(await sides()), part: undefined, number: -1 }
  let number = job.from
  for await (const part of parts) {
    const result = await work(part, number)
    if (signal.aborted) throw cancelled()
    yield { ...result, part, number }
    number++
  }
}
