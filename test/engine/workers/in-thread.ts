/**
 * Workers that are no threads: they serve at the other end of a channel, so that a thousand runs need no thousand threads. What
 * is sent is cloned and transferred as it is between threads.
 */
import { MessageChannel } from 'node:worker_threads'
import * as F from 'floe'
import type { AnyBatch, Output } from '../../../src/engine/output.ts'
import type { Hire } from '../../../src/engine/workers/crew.ts'
import type { EndOfPiece, FromWorker, ToWorker } from '../../../src/engine/workers/messages.ts'
import { type Load, serve } from '../../../src/engine/workers/serve.ts'
import { spread } from '../../../src/engine/workers/spread.ts'
import { noEvidence } from '../../../src/evidence/evidence.ts'
import type { PartSize } from '../../../src/plan/source.ts'

/** What was done by workers, to see that it was. */
export interface Watched {
  pieces: number
  parts: number
  lost: number
  /** What came of the pieces. */
  readonly ends: Set<EndOfPiece>
  readonly notes: string[]
}

export const newWatched = (): Watched => ({ pieces: 0, parts: 0, lost: 0, ends: new Set(), notes: [] })

/**
 * Workers that serve `load`. `dies` says of each that is hired after how many of its messages it is gone, the last of which is
 * lost with it; never, unless it says.
 */
export const hireInThread =
  (load: Load, watched: Watched, dies: () => number = () => Number.POSITIVE_INFINITY): Hire =>
  () => {
    const { port1, port2 } = new MessageChannel()
    const last = dies()
    let messages = 0
    let tellGone = (_: unknown): void => {}
    serve(
      {
        post: (message, transferred) => port2.postMessage(message, [...transferred]),
        listen: (listener) => port2.on('message', (message: ToWorker) => listener(message)),
      },
      load,
    )
    return {
      post: (message, transferred) => {
        if (message.kind === 'part') watched.parts++
        else watched.ends.add(message.order.end)
        port1.postMessage(message, [...transferred])
      },
      listen: (listener) =>
        port1.on('message', (message: FromWorker) => {
          if (messages > last) return
          if (messages++ < last) return listener(message)
          watched.lost++
          port1.close()
          tellGone(new Error('it was killed'))
        }),
      onGone: (listener) => {
        tellGone = listener
      },
      end: async () => {
        messages = Number.POSITIVE_INFINITY
        port1.close()
      },
    }
  }

export interface Spread {
  readonly plan: F.Node
  readonly workers: number
  readonly size?: PartSize
  readonly checked?: boolean
  readonly retries?: number
  readonly origin?: F.Origin
  readonly evidence?: F.Evidence
  readonly hire: Hire
}

/** The plan is made anew, as another thread would. */
export const spreadingInThread = (
  { again, ...spread }: Omit<Spread, 'hire'> & { readonly again: () => F.Bag<unknown> },
  watched: Watched,
): F.Engine => spreading({ ...spread, hire: hireInThread(async () => ({ plan: again() }), watched) }, watched)

const usualOrigin: F.Origin = { module: 'test', export: 'plan' }

/** The compiled engine, whose pieces are worked on by so many workers. */
export const spreading = (
  { plan, workers, size, checked = false, retries = 0, hire, origin = usualOrigin, evidence = noEvidence }: Spread,
  watched: Watched = newWatched(),
): F.Engine => ({
  ...F.compiled,
  name: `compiled, ${workers} workers`,
  execute: (outputs, context) => {
    const spreadOut = async function* (inColumns: boolean): AsyncGenerator<AnyBatch> {
      const how = { plan, origin, workers, retries, checked, evidence, isPrepared: true, hire }
      const run = await spread(outputs, context, size === undefined ? how : { ...how, size })
      if (run.outputs !== outputs) watched.pieces++
      watched.notes.push(...run.notes)
      const output = F.compiled.execute(run.outputs, run.context)[0] as Output
      try {
        yield* (inColumns ? output.inColumns?.() : undefined) ?? output
      } finally {
        run.restore()
      }
    }
    return outputs.map(() => ({
      [Symbol.asyncIterator]: () => spreadOut(false) as AsyncGenerator<readonly unknown[]>,
      inColumns: () => spreadOut(true),
    }))
  },
})
