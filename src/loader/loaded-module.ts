/**
 * What Node's loader has loaded, with its functions attached to: JavaScript, whoever made it, or TypeScript that Node itself
 * would strip. Knows nothing of how the hooks are put in.
 */
import * as nodeModule from 'node:module'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeMap, withMap } from './inline-map.ts'
import { isUserModule } from './is-user-module.ts'
import { packageVersion } from './package-version.ts'
import { transform } from './transform.ts'

/** What newer versions of Node have, and the types of the oldest do not know. */
const { stripTypeScriptTypes } = nodeModule as { readonly stripTypeScriptTypes?: (code: string) => string }

/** JavaScript of a module, from text in the format that Node says it has. */
const javaScriptOf = (text: string, format: string): string | undefined => {
  if (format === 'module') return text
  return format === 'module-typescript' ? stripTypeScriptTypes?.(text) : undefined
}

export const loadedModule = (url: string, loaded: nodeModule.LoadFnOutput): nodeModule.LoadFnOutput => {
  const { source, format } = loaded
  if (!url.startsWith('file:') || !isUserModule(url) || source == null || format == null) return loaded
  const text = javaScriptOf(
    typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8'),
    format,
  )
  if (text === undefined) return loaded
  const { code, map } = takeMap(text)
  const path = fileURLToPath(url)
  const versionOf = (specifier: string) => packageVersion(specifier, dirname(path))
  const changed = transform(code, { file: basename(path), map, versionOf })
  return changed === undefined ? loaded : { ...loaded, format: 'module', source: withMap(changed) }
}
