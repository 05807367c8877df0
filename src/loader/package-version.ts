/**
 * What a module gets where it imports a package: which version of it, and of all that the package itself may import. So what
 * comes of packages need not be looked into to know whether it is what it was.
 *
 * Reads package.json files, and no code. A package that is linked from elsewhere changes without another version, so nothing is
 * said of it.
 */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { compareStrings } from '../data/compare-strings.ts'
import { fingerprint } from '../data/fingerprint.ts'

interface Manifest {
  readonly version?: unknown
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** `@scope/name` of `@scope/name/deep`; undefined of paths and whatever else is no package. */
const packageOf = (specifier: string): string | undefined =>
  /^(?:@[\w.~-]+\/)?[\w~-][\w.~-]*(?=\/|$)/.exec(specifier)?.[0]

/** The real folder of a package, as it is found from another. */
const folderOf = (name: string, from: string): string | undefined => {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder)
    if (at === dirname(at)) return undefined
  }
}

const isInstalled = (folder: string): boolean => /[\\/]node_modules[\\/]/.test(folder)

/** Gathers `name@version` of a package and of those that it depends on; false where one is linked, or says no version. */
const gather = (name: string, folder: string, into: Map<string, string>): boolean => {
  if (into.has(folder)) return true
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  if (!isInstalled(folder) || typeof manifest.version !== 'string') return false
  into.set(folder, `${name}@${manifest.version}`)
  const all = { ...manifest.peerDependencies, ...manifest.optionalDependencies, ...manifest.dependencies }
  return Object.keys(all).every((other) => {
    const found = folderOf(other, folder)
    // What is not installed cannot be imported.
    return found === undefined || gather(other, found, into)
  })
}

const known = new Map<string, string | undefined>()

const versionOf = (name: string, folder: string): string | undefined => {
  const all = new Map<string, string>()
  if (!gather(name, folder, all)) return undefined
  const [own, ...others] = all.values()
  return others.length === 0 ? own : `${own} with ${fingerprint([...new Set(others)].sort(compareStrings))}`
}

/** What stands for what a module in a folder imports by this name; undefined where that may change unseen. */
export const packageVersion = (specifier: string, from: string): string | undefined => {
  if (isBuiltin(specifier)) return specifier.replace(/^(?!node:)/, 'node:')
  const name = packageOf(specifier)
  if (name === undefined) return undefined
  try {
    const folder = folderOf(name, from)
    if (folder === undefined) return undefined
    if (!known.has(folder)) known.set(folder, versionOf(name, folder))
    const version = known.get(folder)
    return version && `${specifier} of ${version}`
  } catch {
    return undefined
  }
}
