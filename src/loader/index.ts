/**
 * `node --import floe/loader`: modules that are loaded from then on have their functions read with what they capture. A
 * loader of TypeScript comes before it: `node --import tsx --import floe/loader pipeline.ts`.
 *
 * For bundlers and vitest there are floe/loader/vite and floe/loader/esbuild, which put in no hooks.
 */
import * as nodeModule from 'node:module'
import { loadedModule } from './loaded-module.ts'

type Loaded = nodeModule.LoadFnOutput

/** Hooks of newer versions of Node, in the program's own thread; they stand before those of `register`. */
interface SynchronousHooks {
  readonly registerHooks?: (hooks: {
    readonly load: (url: string, context: unknown, nextLoad: (url: string, context: unknown) => Loaded) => Loaded
  }) => void
}

const { registerHooks } = nodeModule as SynchronousHooks
// tsx takes the newer ones where there are any, and Floe's must stand before those.
if (registerHooks !== undefined)
  registerHooks({ load: (url, context, nextLoad) => loadedModule(url, nextLoad(url, context)) })
else nodeModule.register('../loader/hooks.js', import.meta.url)
