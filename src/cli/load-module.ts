/**
 * Loads a user's module, in TypeScript or JavaScript, on every Node that Floe supports. tsx strips the types; nothing is
 * checked, and no tsconfig is read, so that `import 'floe'` is the installed package and never a path alias.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { register as registerHooks } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import { similarNames } from '../io/files/similar-names.ts'
import type { Exports } from './select-dataset.ts'
import { userLine } from './user-line.ts'

const similarFiles = async (path: string): Promise<readonly string[]> => {
  const names = await readdir(dirname(path)).catch((): string[] => [])
  return similarNames(basename(path), names).map((name) => join(dirname(path), name))
}

const checkFile = async (path: string): Promise<void> => {
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === true) return
  const [similar] = found === undefined ? await similarFiles(path) : []
  throw new FloeError('NotAPipeline', {
    message: found === undefined ? `there is no module ${path}` : `${path} is no file`,
    hint: similar === undefined ? 'give the path of a TypeScript or JavaScript file' : `did you mean ${similar}?`,
  })
}

/** Whether the package that a file is in says that its modules are modules proper, and not CommonJS. */
const isInModulePackage = async (path: string): Promise<boolean> => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
    if (text !== undefined) return (JSON.parse(text) as { type?: unknown } | null)?.type === 'module'
    if (folder === dirname(folder)) return false
  }
}

const there = new Set<string>()

/** Hooks are put in once: those of two would change a module twice. */
const putIn = (hooks: string, register: () => void): void => {
  if (there.has(hooks)) return
  there.add(hooks)
  register()
}

/**
 * Imports through tsx. For modules proper its hooks are put in for the life of the process, since a module may import
 * others later. CommonJS needs `tsImport`: with the hooks alone, its `require('floe')` is a cycle to Node 20.
 */
const importModule = async (path: string): Promise<Exports> => {
  const { register, tsImport } = await import('tsx/esm/api')
  const { href } = pathToFileURL(path)
  process.setSourceMapsEnabled(true)
  const isProper = await isInModulePackage(path)
  if (/\.cts$/.test(path) || (/\.tsx?$/.test(path) && !isProper))
    return (await tsImport(href, { parentURL: import.meta.url, tsconfig: false })) as Exports
  putIn('tsx', () => register({ tsconfig: false }))
  // A module proper beside CommonJS in TypeScript is left to tsx alone, which knows how they import each other.
  if (isProper)
    putIn('ours', () => {
      registerHooks(import.meta.resolve('../cli/typescript-hooks.js'))
      // Before tsx gets them, which squeezes them on newer versions of Node.
      registerHooks(import.meta.resolve('../loader/hooks.js'))
    })
  return (await import(href)) as Exports
}

const hintFor = (message: string): string | undefined =>
  /Cannot find (package|module) 'floe/.test(message)
    ? 'install it where the module is: npm install floe'
    : /Cannot find (package|module)/.test(message)
      ? 'install what it imports, or mend the path'
      : undefined

/**
 * What a module exports.
 *
 * @throws FloeError NotAPipeline when there is no such file, or it cannot be loaded; errors of Floe that building its
 *   plans throws come as they are
 */
export const loadModule = async (path: string): Promise<Exports> => {
  await checkFile(path)
  try {
    return await importModule(resolve(path))
  } catch (thrown) {
    const line = userLine(thrown)
    if (isFloeError(thrown)) throw line === undefined ? thrown : thrown.at({ source: line })
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
    const hint = hintFor(text)
    throw new FloeError('NotAPipeline', {
      message: `${path} cannot be loaded: ${text}`,
      ...(hint === undefined ? {} : { hint }),
      cause: thrown,
    })
  }
}
