/**
 * Workers as threads of Node. They are started as this thread was, so that modules are loaded in the same way.
 */
import type { Worker as Thread } from 'node:worker_threads'
import { FloeError } from '../../error/floe-error.ts'
import type { Hire } from './crew.ts'
import type { FromWorker } from './messages.ts'

/** Beside this module where it is source, and where it is found by its path where it is built. */
const isSource = import.meta.url.endsWith('.ts')
const entry = new URL(isSource ? './thread.ts' : '../engine/workers/thread.js', import.meta.url)
/** Without what this very thread was started with by whoever runs tests. */
const options = isSource ? { execArgv: ['--import', 'tsx'] } : {}

/** How many threads can run at the same time. */
export const cores = (): number => process.getBuiltinModule('node:os').availableParallelism()

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

/** The threads that were started and have not ended, for tests. */
export const running = new Set<Thread>()

export const hireThread: Hire = () => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  const thread = new Worker(entry, options)
  running.add(thread)
  let isEnding = false
  let tellGone = (_: unknown): void => {}
  let isTold = false
  const gone = (cause: unknown): void => {
    running.delete(thread)
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
      running.delete(thread)
    },
  }
}
