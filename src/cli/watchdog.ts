/**
 * Somebody to say what is done when that does not end: code of users is called here, and may be a loop.
 */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

export interface Watchdog {
  /** Tells it what is done from now on: `checking map (f) => …`; undefined for nothing that may last. */
  readonly tell: (what: string | undefined) => void
  readonly stop: () => Promise<void>
}

/** What takes no longer of the processor, in milliseconds, is not told. */
const usualPatience = 10_000

export const watchdog = (patience: number = usualPatience): Watchdog => {
  const path = fileURLToPath(import.meta.resolve('../cli/watchdog-thread.js'))
  // Without what the program was started with, such as loaders.
  const thread = new Worker(path, { workerData: { patience }, execArgv: [] })
  return {
    tell: (what) => thread.postMessage(what),
    stop: async () => {
      await thread.terminate()
    },
  }
}
