/**
 * The results of parts that are worked on in this thread, one after the other: the same as a worker's, but that rows which are what
 * comes of a part are handed straight on.
 */
import type { Part } from '../../plan/source.ts'
import { cancelled } from '../stage-error.ts'
import type { Made } from './crew.ts'
import type { Result } from './messages.ts'
import { hasSides } from './serve.ts'
import { type Job, type Passed, worker } from './work.ts'

async function* passed(part: Part, rows: AsyncGenerator<Passed, Result>): AsyncGenerator<Made, Result> {
  for (;;) {
    const next = await rows.next()
    if (next.done === true) return next.value
    yield { ...next.value, part, isPassed: true }
  }
}

/** Some parts after the other, so many at a time. */
async function* together(parts: AsyncIterable<Part>, most: number): AsyncGenerator<readonly Part[]> {
  let some: Part[] = []
  for await (const part of parts) {
    some.push(part)
    if (some.length < most) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/**
 * @param isPacked whether rows that are handed straight on are wanted in results besides
 * @param most how many parts may be folded as one
 */
export async function* resultsHere(
  job: Job & { readonly signal: AbortSignal; readonly from: number },
  parts: AsyncIterable<Part>,
  isPacked: boolean,
  most: number,
): AsyncGenerator<Made> {
  const { signal, end } = job
  const { sides, work, workAll, pass } = worker(job)
  if (hasSides(job.root)) yield { ...(await sides()), part: undefined, number: -1 }
  const arePassed = end === 'rows'
  let number = job.from
  for await (const some of together(parts, end === 'fold' ? most : 1)) {
    const [part] = some as readonly [Part]
    if (some.length > 1) {
      const { rowsOf, ...result } = await workAll(some, number)
      if (signal.aborted) throw cancelled()
      yield { ...result, part, number, parts: some.map((one, i) => [one, rowsOf[i] as number]) }
    } else {
      const result = arePassed ? yield* passed(part, pass(part, number, isPacked)) : await work(part, number)
      if (signal.aborted) throw cancelled()
      yield { ...result, part, number, arePassed }
    }
    number += some.length
  }
}
