/**
 * `node --import floe/loader`: modules that are loaded from then on have their functions read with what they capture. A
 * loader of TypeScript comes before it: `node --import tsx --import floe/loader pipeline.ts`.
 *
 * For bundlers and vitest there are floe/loader/vite and floe/loader/esbuild, which put in no hooks.
 */
import { register } from 'node:module'

// The suffix is that of this file: TypeScript from the sources, JavaScript as built.
register(new URL(`./hooks${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url))
