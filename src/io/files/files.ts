/**
 * Which files a source reads: from paths and patterns to a list of files that are there.
 *
 * Knows nothing of formats or content.
 */
import { readdir as nodeReaddir, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import { notFound, readError, systemCode } from './file-errors.ts'
import { standardInputName } from './standard-input.ts'
import { standardPath } from './standard-output.ts'

export type { ByteChunk } from './byte-chunk.ts'
export { readBytes } from './read-bytes.ts'

/**
 * A path, a pattern such as `data/*.csv`, or several of either; `-` is standard input, which can be read once.
 *
 * @example
 * const paths: Paths = ['one.csv', 'more/*.csv']
 * explain(csv(paths)).startsWith('source csv one.csv, more/*.csv') // true
 */
export type Paths = string | readonly string[]

/** Order of UTF-8 bytes, which is that of code points; never that of a locale. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const statOf = async (path: string): Promise<Stats | undefined> => {
  try {
    return await stat(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR' || systemCode(error) === 'ENAMETOOLONG')
      return undefined
    throw await readError(error, path)
  }
}

const checkFile = (path: string, stats: Stats, extension: string): void => {
  if (stats.isDirectory())
    throw new FloeError('SourceUnreadable', {
      message: `'${path}' is a directory, and a file is needed`,
      hint: `several files are read by a pattern: '${path.replace(/\/+$/, '')}/*.${extension}'`,
    })
  if (!stats.isFile())
    throw new FloeError('SourceUnreadable', {
      message: `'${path}' is a pipe or a device, which can be read only once; a plan may run many times`,
      hint: `write what comes out of it to a file first, cat ${path} > rows.${extension}; or read standard input, '-'`,
    })
}

/** The files that match a pattern, sorted. A directory that may not be looked into is an error, not an empty one. */
const matches = async (pattern: string): Promise<readonly string[]> => {
  const { glob } = await import('tinyglobby')
  let refused: { readonly error: Error; readonly path: string } | undefined
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: Error | null, entries: never) => void,
  ): void => {
    nodeReaddir(path, options, (error, entries) => {
      if (error !== null && systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR')
        refused ??= { error, path }
      done(error, entries as never)
    })
  }
  const found = await glob(pattern, {
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    fs: { readdir: readdir as unknown as typeof nodeReaddir },
  })
  if (refused !== undefined) throw await readError(refused.error, refused.path)
  return [...found].sort(byCodePoint)
}

const resolveOne = async (path: string, extension: string): Promise<readonly string[]> => {
  if (path === standardPath) return [standardInputName]
  const stats = await statOf(path)
  if (stats !== undefined) {
    checkFile(path, stats, extension)
    return [path === standardInputName ? `./${path}` : path]
  }
  const { isDynamicPattern } = await import('tinyglobby')
  if (!isDynamicPattern(path)) throw await notFound(path)
  const found = await matches(path)
  if (found.length > 0) return found
  throw new FloeError('SourceNotFound', {
    message: `no file matches '${path}'`,
    hint: `patterns start from ${process.cwd()}; names that begin with a dot match only a pattern that says so`,
  })
}

/**
 * The files that paths and patterns stand for: in the order given, those of a pattern sorted by code point, each file
 * once. A path that is there is itself, though it might be read as a pattern. Standard input is `standard input`.
 *
 * @param extension what files of the format are called, for hints: `csv`
 * @throws FloeError SourceNotFound when a path is not there or a pattern matches nothing; SourceUnreadable for a
 *   directory, a pipe, or what may not be read; InvalidArgument for no path at all
 */
export const resolveFiles = async (paths: Paths, extension = 'csv'): Promise<readonly string[]> => {
  const given = typeof paths === 'string' ? [paths] : paths
  if (given.length === 0 || given.some((path) => typeof path !== 'string' || path === ''))
    throw new FloeError('InvalidArgument', {
      message: given.length === 0 ? 'no path was given to read from' : 'an empty path was given to read from',
      hint: `give a path, a pattern, or several: 'flights.${extension}', 'data/*.${extension}'`,
    })
  const files = new Map<string, string>()
  for (const path of given)
    for (const file of await resolveOne(path, extension)) {
      const key = file === standardInputName ? standardPath : resolve(file)
      if (!files.has(key)) files.set(key, file)
    }
  return [...files.values()]
}

/**
 * The size of a file on disk, in bytes.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable
 */
export const fileSize = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size
  } catch (error) {
    throw await readError(error, path)
  }
}

/**
 * How many bytes on disk there are to read, for progress.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable
 */
export const sizeOfFiles = async (paths: Paths, extension: string): Promise<{ readonly bytes: number }> => {
  let bytes = 0
  for (const path of await resolveFiles(paths, extension)) bytes += await fileSize(path)
  return { bytes }
}

/**
 * What changes when the content of files does: which they are, how long, and when they were changed.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable
 */
export const versionOfFiles = async (paths: Paths, extension: string): Promise<string> => {
  const texts: string[] = []
  for (const path of await resolveFiles(paths, extension))
    try {
      const { size, mtimeNs } = await stat(path, { bigint: true })
      texts.push(`${path} ${size} ${mtimeNs}`)
    } catch (error) {
      throw await readError(error, path)
    }
  return texts.join('\n')
}

/** Paths that do not change any more, whoever has the list. */
export const givenPaths = (paths: Paths): Paths => (typeof paths === 'string' ? paths : Object.freeze([...paths]))

/** Paths as `explain` shows them. */
export const printPaths = (paths: Paths): string => (typeof paths === 'string' ? paths : paths.join(', '))
