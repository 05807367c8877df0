/**
 * A hook for Node's module loader that attaches to the functions of the user's modules. It takes what the hooks before it
 * give: JavaScript from tsx, or TypeScript that Node itself would strip. Runs in the loader's own thread.
 */

import type { LoadHook } from 'node:module'
import * as nodeModule from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeMap, withMap } from './inline-map.ts'
import { isUserModule } from './is-user-module.ts'
import { transform } from './transform.ts'

/** What newer versions of Node have, and the types of the oldest do not know. */
const { stripTypeScriptTypes } = nodeModule as { readonly stripTypeScriptTypes?: (code: string) => string }

/** JavaScript of a module, from text in the format that Node says it has. */
const javaScriptOf = (text: string, format: string): string | undefined => {
  if (format === 'module') return text
  return format === 'module-typescript' ? stripTypeScriptTypes?.(text) : undefined
}

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context)
  const { source, format } = loaded
  if (!url.startsWith('file:') || !isUserModule(url) || source == null || format == null) return loaded
  const text = javaScriptOf(
    typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8'),
    format,
  )
  if (text === undefined) return loaded
  const { code, map } = takeMap(text)
  const changed = transform(code, { file: basename(fileURLToPath(url)), map })
  return changed === undefined ? loaded : { ...loaded, format: 'module', source: withMap(changed) }
}
