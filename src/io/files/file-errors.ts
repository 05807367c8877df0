/**
 * What the file system says when it refuses, in words for a reader: one place, so that every format says the same.
 *
 * Knows Node's error codes and nothing of formats.
 */
import { readdir } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { FloeError } from '../../error/floe-error.ts'
import { similarNames } from './similar-names.ts'

/** The code of an error of Node's: `ENOENT`. Empty for anything else. */
export const systemCode = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

/** Where to look next. */
const startHint = (path: string, directory: string): string =>
  isAbsolute(path) ? `ls ${directory} shows what is there` : `relative paths start from ${process.cwd()}`

/** A file that is not there: with the directory that was looked in, and names there that are like it. */
export const notFound = async (path: string): Promise<FloeError<'SourceNotFound'>> => {
  const directory = dirname(resolve(path))
  const names = await readdir(directory).catch(() => undefined)
  if (names === undefined)
    return new FloeError('SourceNotFound', {
      message: `there is no file '${path}', nor a directory ${directory}`,
      hint: startHint(path, dirname(directory)),
    })
  const similar = similarNames(basename(path), names).map((name) => `'${join(dirname(path), name)}'`)
  return new FloeError('SourceNotFound', {
    message: `there is no file '${path}'; looked in ${directory}`,
    hint: similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : startHint(path, directory),
  })
}

/** The text of an error of Node's without the call that it names: `EACCES: permission denied`. */
const reason = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/, (?:[a-z]+)(?: '.*')?$/s, '')
}

/** An error of the file system while `path` is read, as one of ours. */
export const readError = async (error: unknown, path: string): Promise<FloeError> => {
  if (error instanceof FloeError) return error
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return notFound(path)
    case 'EISDIR':
      return new FloeError('SourceUnreadable', {
        message: `'${path}' is a directory, and a file is needed`,
        hint: `several files are read by a pattern: '${path.replace(/\/+$/, '')}/*'`,
        cause: error,
      })
    case 'EACCES':
    case 'EPERM':
      return new FloeError('SourceUnreadable', {
        message: `'${path}' may not be read: permission denied`,
        hint: `ls -l ${path} shows who may`,
        cause: error,
      })
    case 'EMFILE':
    case 'ENFILE':
      return new FloeError('SourceUnreadable', {
        message: `'${path}' cannot be opened: too many files are open`,
        hint: 'ulimit -n shows the limit, and ulimit -n 4096 raises it',
        cause: error,
      })
    default:
      return new FloeError('SourceUnreadable', { message: `'${path}' cannot be read: ${reason(error)}`, cause: error })
  }
}

/** An error of the file system while `path` is written, as one of ours. */
export const writeError = (error: unknown, path: string): FloeError => {
  if (error instanceof FloeError) return error
  const directory = dirname(resolve(path))
  const failed = (message: string, hint?: string): FloeError =>
    new FloeError('SinkFailed', { message, cause: error, ...(hint === undefined ? {} : { hint }) })
  switch (systemCode(error)) {
    case 'ENOENT':
      return failed(`'${path}' cannot be written: there is no directory ${directory}`, `mkdir -p ${directory}`)
    case 'ENOTDIR':
      return failed(`'${path}' cannot be written: ${directory} is not a directory`)
    case 'EISDIR':
      return failed(`'${path}' cannot be written: it is a directory`, 'name a file in it')
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failed(
        `'${path}' cannot be written: permission denied in ${directory}`,
        `ls -ld ${directory} shows who may`,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return failed(`'${path}' cannot be written: the disk is full`, `df -h ${directory} shows how much is left`)
    default:
      return failed(`'${path}' cannot be written: ${reason(error)}`)
  }
}
