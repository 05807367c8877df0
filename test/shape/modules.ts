/**
 * The modules of src/, and what each imports, read from their text.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Module {
  /** From the root of the package: `src/plan/node.ts`. */
  readonly path: string
  readonly text: string
  /** What it imports: paths for modules of ours, names as written for others. Types count, unless said. */
  readonly imports: readonly Import[]
}

export interface Import {
  readonly target: string
  /** Gone at run time. */
  readonly isType: boolean
  /** Loaded only when a function asks for it. */
  readonly isLater?: true
}

const statement = /^(?:import|export) (type )?(?:[^'"()]*? from )?['"]([^'"]+)['"]/gm
const dynamic = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g
const comment = /\/\*[\s\S]*?\*\//g

/** The imports of a module. */
export const importsOf = (path: string, source: string): readonly Import[] => {
  const text = source.replace(comment, '')
  const resolve = (target: string): string =>
    target.startsWith('.') ? posix.join(posix.dirname(path), target) : target
  return [
    ...[...text.matchAll(statement)].map(([, type, target = '']) => ({
      target: resolve(target),
      isType: type !== undefined,
    })),
    ...[...text.matchAll(dynamic)].map(([, target = '']) => ({
      target: resolve(target),
      isType: false,
      isLater: true as const,
    })),
  ]
}

export const modules: readonly Module[] = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .sort()
  .map((path) => {
    const text = readFileSync(root + path, 'utf8')
    return { path, text, imports: importsOf(path, text) }
  })

export const readText = (path: string): string => readFileSync(root + path, 'utf8')
