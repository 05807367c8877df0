/**
 * The workers of a run, at this end of the wire: what happens is told to the coordinator, and what it says is done. Results
 * come out in the order of the parts. Knows not what kind of threads workers are.
 */
import { channel } from '../../concurrent/channel.ts'
import { printThrown } from '../../data/print-thrown.ts'
import { FloeError, isFloeError, type RunError } from '../../error/floe-error.ts'
import type { Part } from '../../plan/source.ts'
import { cancelled } from '../stage-error.ts'
import { type Action, coordination, type Happening, happen } from './coordinator.ts'
import { errorSent } from './errors-across.ts'
import type { FromWorker, Order, Result, ToWorker, Wire } from './messages.ts'
import { bytesOf } from './packed.ts'
import type { Passed } from './work.ts'

/** A worker that was hired. */
export interface Hired extends Wire<ToWorker, FromWorker> {
  /** Told once, when it is no more though nobody ended it: why. */
  readonly onGone: (listener: (cause: unknown) => void) => void
  /** Ends it, whatever it is at. */
  readonly end: () => Promise<void>
}

export type Hire = () => Hired

export interface Crew {
  readonly hire: Hire
  readonly order: Order
  readonly workers: number
  readonly retries: number
  readonly signal: AbortSignal
  /** Told when another worker is hired in the place of one that is gone: why it is. */
  readonly onAgain?: ((cause: unknown) => void) | undefined
  /** The number of the first part. */
  readonly from?: number
}

/** What came of a part; of the right sides of joins, which come first, there is no part. */
export interface PartResult extends Result {
  readonly part: Part | undefined
  readonly number: number
  /** Where several parts were worked on as one, all of them, from `part` on, and how many rows each has. */
  readonly parts?: readonly (readonly [part: Part, rows: number])[] | undefined
}

/** Some rows of a part, before its result. */
export interface PassedRows extends Passed {
  readonly part: Part
  readonly isPassed: true
}

/** What comes of parts; in the thread in which it is wanted rows come before the results that they are of. */
export type Made =
  | PassedRows
  | (PartResult & {
      readonly isPassed?: undefined
      /** Its rows were handed on already. */
      readonly arePassed?: boolean
    })

const lost = (cause: unknown): RunError =>
  isFloeError(cause)
    ? cause
    : new FloeError('WorkerFailed', {
        message: `a worker is gone: ${printThrown(cause)}`,
        hint: 'with retries: 1 its part is worked on once more; with one worker nothing leaves this thread',
        cause,
      })

/** So many parts for each worker may be ahead of the one that is wanted next. */
const aheadOfEach = 2

/** The results of all parts, in their order. Workers are there from the first that is asked for to the end. */
export async function* crewResults(
  { hire, order, workers, retries, signal, onAgain, from = 0 }: Crew,
  parts: AsyncIterable<Part>,
): AsyncGenerator<PartResult> {
  if (signal.aborted) throw cancelled()
  const all: Part[] = []
  const results = new Map<number, Result>()
  /** All that were ever hired: also those that are gone may have something left. */
  const everybody: Hired[] = []
  const hired = new Map<number, { readonly worker: Hired; part: number }>()
  const ahead = aheadOfEach * workers
  // How many wait is bounded by the coordinator.
  const given = channel<PartResult>(ahead)
  // What waits is held in this thread, in its part of the memory.
  const bytes = order.memory ?? Number.POSITIVE_INFINITY
  let [state, first] = coordination({ workers, ahead, bytes, retries })
  let failure: unknown
  let hasFailed = false
  let hasEnded = false
  let areSidesTold = false

  const fail = (thrown: unknown): void => {
    if (!hasFailed) failure = thrown
    hasFailed = true
    given.fail(failure)
  }

  const act = (action: Action): void => {
    switch (action.kind) {
      case 'hire':
        employ(action.worker)
        return
      case 'begin': {
        const one = hired.get(action.worker)
        if (one === undefined) return
        one.part = action.part
        one.worker.post({ kind: 'part', part: all[action.part] as Part, number: from + action.part }, [])
        return
      }
      case 'give': {
        const { part } = action
        void given.send({ ...(results.get(part) as Result), part: all[part], number: from + part })
        results.delete(part)
        return
      }
      case 'fail':
        return
      case 'end':
        hasEnded = true
        given.close()
        return
      default:
        action satisfies never
    }
  }

  const tell = (event: Happening): void => {
    if (hasFailed) return
    const [next, actions] = happen(state, event)
    state = next
    for (const action of actions) act(action)
    if (actions.some(({ kind }) => kind === 'fail')) return
    find()
  }

  const employ = (number: number): void => {
    const worker = hire()
    everybody.push(worker)
    hired.set(number, { worker, part: -1 })
    const isMine = (): boolean => hired.get(number)?.worker === worker
    worker.listen((message) => {
      if (!isMine()) return
      switch (message.kind) {
        case 'ready':
          if (!areSidesTold && message.sides.counts.length > 0)
            void given.send({ ...message.sides, part: undefined, number: -1 })
          areSidesTold = true
          tell({ kind: 'ready', worker: number })
          return
        case 'refused':
          fail(errorSent(message.error))
          return
        case 'result': {
          const { part } = hired.get(number) as { readonly part: number }
          const { error, rows } = message.result
          results.set(part, message.result)
          tell({ kind: 'done', worker: number, failed: error !== undefined, bytes: bytesOf(rows) })
          return
        }
        default:
          message satisfies never
      }
    })
    worker.onGone((cause) => {
      if (!isMine()) return
      hired.delete(number)
      tell({ kind: 'lost', worker: number })
      if (state.isOver && !hasEnded) fail(lost(cause))
      else if (!hasEnded && !hasFailed) onAgain?.(cause)
    })
    worker.post({ kind: 'order', order }, [])
  }

  // Parts are looked for as they are wanted.
  const finding = parts[Symbol.asyncIterator]()
  let isFinding = false
  const find = (): void => {
    if (isFinding || state.isAllFound || state.isOver || state.found >= state.at + 2 * ahead) return
    isFinding = true
    finding.next().then(
      ({ done, value }) => {
        isFinding = false
        if (done !== true) all.push(value)
        tell({ kind: done === true ? 'allFound' : 'found' })
      },
      (thrown) => fail(thrown),
    )
  }

  const onAbort = (): void => fail(cancelled())
  signal.addEventListener('abort', onAbort)
  try {
    for (const action of first) act(action)
    first = []
    find()
    for await (const result of given) {
      // What has failed gives no more, whatever waits.
      if (hasFailed) throw failure
      yield result
      if (result.part !== undefined) tell({ kind: 'taken' })
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    hasFailed = true
    hired.clear()
    await Promise.all([...everybody.map((worker) => worker.end()), finding.return?.().catch(() => {})])
  }
}
