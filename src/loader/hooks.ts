/**
 * A hook for Node's module loader that attaches to the functions of the user's modules. It takes what the hooks before it
 * give. Runs in the loader's own thread.
 */
import type { LoadHook } from 'node:module'
import { loadedModule } from './loaded-module.ts'

export const load: LoadHook = async (url, context, nextLoad) => loadedModule(url, await nextLoad(url, context))
