/**
 * A hook for Node's module loader: TypeScript as JavaScript with its blanks and names, so that plans show functions as
 * they were written. tsx, which resolves TypeScript's file names, would squeeze them. Runs in the loader's own thread.
 */
import { readFile } from 'node:fs/promises'
import type { LoadHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'

export const load: LoadHook = async (url, context, nextLoad) => {
  const { pathname, protocol } = new URL(url)
  if (protocol !== 'file:' || !/\.m?tsx?$/.test(pathname) || context.format !== 'module') return nextLoad(url, context)
  const file = fileURLToPath(`file://${pathname}`)
  const { code } = await transform(await readFile(file, 'utf8'), {
    loader: pathname.endsWith('x') ? 'tsx' : 'ts',
    sourcefile: file,
    sourcemap: 'inline',
    format: 'esm',
    target: 'node20',
    // Otherwise a literal with `\p{…}` becomes `new RegExp(…)`, for fear of properties that are new.
    supported: { 'regexp-unicode-property-escapes': true },
    tsconfigRaw: {},
  })
  return { format: 'module', source: code, shortCircuit: true }
}
