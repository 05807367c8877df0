/** Places in code as they are called on every machine: from the folder of the nearest package.json. */
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const roots = new Map<string, string | undefined>()

const rootOf = (folder: string): string | undefined => {
  if (roots.has(folder)) return roots.get(folder)
  const above = dirname(folder)
  const root = existsSync(join(folder, 'package.json')) ? folder : above === folder ? undefined : rootOf(above)
  roots.set(folder, root)
  return root
}

const path = /(?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?(?=(?:\?[^()]*)?:\d+:\d+\)?$)/

/** A line of a stack, `late (file:///shop/src/late.ts:7:12)`, as `late (src/late.ts:7:12)`; of a function without a name, the place alone. */
export const placed = (line: string): string =>
  line.replace(/^(?:async )?<anonymous> \((.*)\)$/, '$1').replace(path, (found) => {
    const file = found.startsWith('file:') ? fileURLToPath(found) : found
    const root = rootOf(dirname(file))
    return root === undefined ? file : relative(root, file).replaceAll(sep, '/')
  })
