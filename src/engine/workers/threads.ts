/**
 * Workers as threads of Node. They are started as this thread was, so that modules are loaded in the same way.
 */
import type { Worker as Thread } from 'node:worker_threads'
import { FloeError } from '../../error/floe-error.ts'
import type { Hire } from './crew.ts'
import type { FromWorker } from './messages.ts'

/** Found by its path from where this module is when it is built. */
const entry = new URL('../engine/workers/thread.js', import.meta.url)

/** How many threads can run at the same time. */
export const cores = (): number => process.getBuiltinModule('node:os').availableParallelism()

/**
 * So many MB of a thread's heap are for what is new, where V8 takes 48 by itself. Less costs no time that could be measured: what
 * is new is a batch of rows. But buffers that nobody has any more go only when this is full, so that it counts several times.
 */
const youngest = 3

const exited = (code: number): FloeError =>
  new FloeError('WorkerFailed', {
    message: `a worker has left with exit code ${code}`,
    hint: 'something that it runs calls process.exit, or it was ended from outside',
  })

const threw = (thrown: unknown): FloeError => {
  const isMemory = (thrown as { readonly code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return new FloeError('WorkerFailed', {
    message: isMemory
      ? 'a worker has run out of memory'
      : `a worker has failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    ...(isMemory
      ? { hint: 'node --max-old-space-size=4096 gives each thread more; fewer workers share what there is' }
      : {}),
    cause: thrown,
  })
}

/** Starts threads of a module that serves; `started` sees each. */
export const hireFrom =
  (module: URL, started: (thread: Thread) => void = () => {}): Hire =>
  () => {
    const { Worker } = process.getBuiltinModule('node:worker_threads')
    const thread = new Worker(module, { resourceLimits: { maxYoungGenerationSizeMb: youngest } })
    started(thread)
    let isEnding = false
    let tellGone = (_: unknown): void => {}
    let isTold = false
    const gone = (cause: unknown): void => {
      if (isEnding || isTold) return
      isTold = true
      tellGone(cause)
    }
    thread.on('error', (thrown) => gone(threw(thrown)))
    thread.on('exit', (code) => gone(exited(code)))
    return {
      post: (message, transferred) => thread.postMessage(message, transferred),
      listen: (listener) => thread.on('message', (message: FromWorker) => listener(message)),
      onGone: (listener) => {
        tellGone = listener
      },
      end: async () => {
        isEnding = true
        await thread.terminate()
      },
    }
  }

export const hireThread: Hire = hireFrom(entry)
