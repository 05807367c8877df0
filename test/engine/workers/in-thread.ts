/**
 * Workers that are no threads: they serve at the other end of a channel, so that a thousand runs need no thousand threads. What
 * is sent is cloned and transferred as it is between threads.
 */
import { MessageChannel } from 'node:worker_threads'
import * as F from 'floe'
import type { Hire } from '../../../src/engine/workers/crew.ts'
import type { FromWorker, ToWorker } from '../../../src/engine/workers/messages.ts'
import { type Load, serve } from '../../../src/engine/workers/serve.ts'
import { spread } from '../../../src/engine/workers/spread.ts'
import { noEvidence } from '../../../src/evidence/evidence.ts'
import type { PartSize } from '../../../src/plan/source.ts'

/** What was done by workers, to see that it was. */
export interface Watched {
  pieces: number
  parts: number
  readonly notes: string[]
}

export const hireInThread =
  (load: Load, watched: Watched): Hire =>
  () => {
    const { port1, port2 } = new MessageChannel()
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
        port1.postMessage(message, [...transferred])
      },
      listen: (listener) => port1.on('message', (message: FromWorker) => listener(message)),
      onGone: () => {},
      end: async () => {
        port1.close()
      },
    }
  }

export interface Spread {
  readonly plan: F.Node
  /** Makes the plan anew, as another thread would. */
  readonly again: () => F.Bag<unknown>
  readonly workers: number
  readonly size: PartSize
  readonly checked?: boolean
}

/** The compiled engine, whose pieces are worked on by so many workers. */
export const spreading = (
  { plan, again, workers, size, checked = false }: Spread,
  watched: Watched = { pieces: 0, parts: 0, notes: [] },
): F.Engine => ({
  ...F.compiled,
  name: `compiled, ${workers} workers`,
  execute: (outputs, context) =>
    outputs.map(async function* () {
      const load: Load = async () => ({ plan: again() })
      const run = await spread(outputs, context, {
        plan,
        origin: { module: 'test', export: 'plan' },
        workers,
        retries: 0,
        checked,
        evidence: noEvidence,
        isPrepared: true,
        hire: hireInThread(load, watched),
        size,
      })
      if (run.outputs !== outputs) watched.pieces++
      watched.notes.push(...run.notes)
      try {
        yield* F.compiled.execute(run.outputs, context)[0] as AsyncIterable<readonly unknown[]>
      } finally {
        run.restore()
      }
    }),
})
