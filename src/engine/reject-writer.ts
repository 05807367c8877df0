/**
 * Rejected rows on their way into a sink: taken as they come, and written while the engine rests between batches.
 */
import type { RunError } from '../error/floe-error.ts'
import type { Sink } from '../plan/sink.ts'
import { type Reject, rejectOf } from './reject.ts'
import { type OpenSink, openSink, type Written } from './write-to.ts'

/** A sink of rejects. */
export interface RejectsSink extends Pick<OpenSink, 'write' | 'publish' | 'discard'> {
  /** Publishes those of a run that has not come to its end; if that is not the same. */
  readonly publishSome?: () => Promise<void>
}

export interface RejectWriter {
  /** Never waits: the engine does not either. */
  readonly add: (error: RunError) => void
  /** Writes what has come so far. Does not fail: `finish` does. */
  readonly keepUp: () => Promise<void>
  /** Whether the sink has failed. */
  readonly failed: () => boolean
  /**
   * All that has come, written; `isAll` unless the run has not come to its end.
   *
   * @throws FloeError SinkFailed
   */
  readonly finish: (isAll?: boolean) => Promise<Written>
  readonly discard: () => Promise<void>
}

/**
 * @param onFailure called once the sink has failed: there is no sense in going on
 * @param opened opens the sink
 */
export const rejectWriter = async (
  sink: Sink<Reject>,
  onFailure: () => void,
  opened: (sink: Sink<never>) => Promise<RejectsSink> = openSink,
): Promise<RejectWriter> => {
  const { write, publish, publishSome = publish, discard } = await opened(sink)
  let waiting: Reject[] = []
  let failure: { readonly thrown: unknown } | undefined
  // Several who keep up at the same time take turns.
  let writing = Promise.resolve()
  const keepUp = (): Promise<void> => {
    if (waiting.length === 0) return writing
    const rows = waiting
    waiting = []
    writing = writing
      .then(() => (failure === undefined ? write(rows) : undefined))
      .catch((thrown) => {
        failure = { thrown }
        onFailure()
      })
    return writing
  }
  return {
    add: (error) => {
      waiting.push(rejectOf(error))
    },
    keepUp,
    failed: () => failure !== undefined,
    finish: async (isAll = true) => {
      await keepUp()
      if (failure !== undefined) throw failure.thrown
      return { publish: isAll ? publish : publishSome, discard }
    },
    discard: async () => {
      await writing
      await discard()
    },
  }
}
