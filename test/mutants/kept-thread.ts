/**
 * A pool of vitest of one thread that is kept: a new one for each mutant spends most of its time on loading packages.
 */
import { Worker } from 'node:worker_threads'
import type { PoolRunnerInitializer } from 'vitest/node'

let kept: Worker | undefined

const start = (env: NodeJS.ProcessEnv): Worker => {
  const thread = new Worker(new URL('./kept-worker.mjs', import.meta.url), { env })
  // It ends with the process, or when something in it went wrong.
  thread.unref()
  thread.once('exit', () => {
    kept = undefined
  })
  return thread
}

export const keptThread: PoolRunnerInitializer = {
  name: 'kept',
  createPoolWorker: ({ env }) => {
    kept ??= start(env as NodeJS.ProcessEnv)
    const thread = kept
    const listeners: (readonly [string, (message: unknown) => void])[] = []
    return {
      name: 'kept',
      start: async () => {},
      stop: async () => {
        for (const [event, listener] of listeners) thread.off(event, listener)
      },
      on: (event, listener) => {
        listeners.push([event, listener])
        thread.on(event, listener)
      },
      off: (event, listener) => {
        thread.off(event, listener)
      },
      send: (message) => thread.postMessage(message),
      deserialize: (message) => message,
    }
  },
}
