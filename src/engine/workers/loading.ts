/**
 * Whether this thread is a worker that loads the module of a plan. A module that runs plans when it is loaded would run them in
 * each worker.
 */
import { FloeError } from '../../error/floe-error.ts'

/** Of all copies of this module in the thread. */
const symbol = Symbol.for('floe.loading')
type Thread = { [symbol]?: { hasRun: boolean } }
const thread = globalThis as Thread

const running = (): FloeError =>
  new FloeError('PlanDiffers', {
    message: 'the module that exports the plan runs a plan when it is loaded, and would do so in each worker',
    hint: "export the plan from a module that does nothing else, or run it only if isMainThread of 'node:worker_threads' says so",
  })

/** @throws FloeError, where a worker loads the module that runs a plan */
export const checkNotLoading = (): void => {
  const loading = thread[symbol]
  if (loading === undefined) return
  loading.hasRun = true
  throw running()
}

/** What loads a module, with an eye on whether that runs plans. */
export const loadingOrigin = async <A>(load: () => Promise<A>): Promise<A> => {
  const loading = { hasRun: false }
  thread[symbol] = loading
  try {
    const loaded = await load()
    if (loading.hasRun) throw running()
    return loaded
  } finally {
    delete thread[symbol]
  }
}
