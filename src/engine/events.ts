/**
 * What happens in a run, as it happens, for whoever wants to follow it: plain data, one record for each kind of event.
 *
 * Nothing is made of it where nobody listens. Who listens must not throw: that ends the run.
 */
import { asRunError, type ErrorCode, type ErrorTag, type Place, type RunError } from '../error/floe-error.ts'
import { callback } from './callback.ts'
import type { Reject } from './reject.ts'
import type { Report } from './report.ts'

/** What happens in a run; stages are named as `explain` prints them. */
type Happening =
  /** The plans are there, and nothing has been read: the stages as they run, inputs first. */
  | { readonly kind: 'start'; readonly engine: string; readonly stages: readonly string[] }
  /** Sources have been read so far. Totals are absent while they are not known. */
  | {
      readonly kind: 'progress'
      readonly rows: number
      readonly bytes: number
      readonly totalRows?: number
      readonly totalBytes?: number
    }
  /** So many rows of the result were given on; of which output, in a run of several. */
  | { readonly kind: 'batch'; readonly rows: number; readonly output?: string }
  /** Rows are put aside on disk: so many bytes so far. Told at the first, and whenever they have doubled. */
  | { readonly kind: 'spill'; readonly bytes: number }
  /** A task of `mapAsync` failed and is tried again, the how manieth time, or a part of which the worker was lost. */
  | {
      readonly kind: 'retry'
      readonly stage: string
      readonly of: 'task' | 'part'
      readonly again?: number
      readonly reason: string
    }
  /** A row was set aside. */
  | { readonly kind: 'reject'; readonly reject: Reject }
  /** So many rows are safe in the sink since the commit before: a run that goes on will not write them again. */
  | { readonly kind: 'commit'; readonly rows: number }
  /** The run is over, and its rows are published; or it failed, and they are not. */
  | { readonly kind: 'end'; readonly report: Report }
  | {
      readonly kind: 'end'
      readonly error: {
        readonly code: ErrorCode
        readonly tag: ErrorTag
        readonly message: string
        readonly place: Place
      }
    }

/**
 * One thing that happens in a run, as frozen, plain data, told apart by `kind`: what JSON can carry. `milliseconds` is the time
 * since the run began.
 *
 * `start` comes first and `end` last, each once; but where options make no sense there is none. The other kinds come as things
 * happen: batches of one output in the order of its rows, a reject before the rows behind it, a commit after the rows that it
 * makes safe. Which of two outputs or stages comes first, how many events of `progress`, `batch` and `spill` there are, and when,
 * means nothing.
 *
 * @example
 * const kinds: F.RunEvent['kind'][] = []
 * await F.toList(F.rows([1, 2]), { onEvent: (event) => kinds.push(event.kind) })
 * console.log(kinds[0], kinds.at(-1), kinds.includes('batch')) // start end true
 */
export type RunEvent = Happening & { readonly milliseconds: number }

/** Tells what happens. */
export type Tell = (happening: Happening) => void

export interface Events {
  readonly tell: Tell
  /** What the subscriber threw, if it did: it is told nothing more. */
  readonly failure: () => RunError | undefined
}

/** @param onFailure called once the subscriber has thrown: the run is over */
export const eventsTo = (onEvent: (event: RunEvent) => void, onFailure: () => void): Events => {
  const start = performance.now()
  const give = callback('onEvent', onEvent)
  let failure: RunError | undefined
  return {
    tell: (happening) => {
      if (failure !== undefined) return
      try {
        give(Object.freeze({ ...happening, milliseconds: performance.now() - start }) as RunEvent)
      } catch (thrown) {
        failure = asRunError(thrown)
        onFailure()
      }
    },
    failure: () => failure,
  }
}

/** The end of a run that failed. */
export const endOf = (thrown: unknown): Happening => {
  const { code, _tag: tag, summary: message, place } = asRunError(thrown)
  return { kind: 'end', error: Object.freeze({ code, tag, message, place }) }
}
