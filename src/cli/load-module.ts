/**
 * Loads a user's module, in TypeScript or JavaScript, on every Node that Floe supports. tsx strips the types; nothing is
 * checked, and no tsconfig is read, so that `import 'floe'` is the installed package and never a path alias.
 */
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FloeError, isFloeError } from '../error/floe-error.ts'
import { similarNames } from '../io/similar-names.ts'
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

/** Hooks stay for the life of the process: a module may import others later. */
const registerTypeScript = async (): Promise<void> => {
  const { register } = await import('tsx/esm/api')
  register({ tsconfig: false })
  process.setSourceMapsEnabled(true)
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
  await registerTypeScript()
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Exports
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
