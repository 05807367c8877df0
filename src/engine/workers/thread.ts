/**
 * The thread of a worker: it listens to whoever started it.
 */
import { parentPort } from 'node:worker_threads'
import { loadingOrigin } from './loading.ts'
import type { Load } from './serve.ts'
import { serve } from './serve.ts'

const load: Load = async ({ module, loader }) =>
  loadingOrigin(async () => {
    if (loader === undefined) return (await import(module)) as Readonly<Record<string, unknown>>
    const { load: loadModule } = (await import(loader)) as {
      readonly load: (module: string) => Promise<Readonly<Record<string, unknown>>>
    }
    return loadModule(module)
  })

if (parentPort === null) throw new Error('this is the thread of a worker, and nothing else')
const port = parentPort
serve(
  {
    post: (message, transferred) => port.postMessage(message, transferred),
    listen: (listener) => port.on('message', listener),
  },
  load,
)
