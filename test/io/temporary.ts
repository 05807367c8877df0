/**
 * A directory for a test file's own files, gone when its tests are.
 */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { FloeError } from '../../src/error/floe-error.ts'

export const temporary = (): {
  readonly directory: string
  readonly put: (name: string, content: string | Uint8Array, encoding?: BufferEncoding) => string
} => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'floe-test-')))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return {
    directory,
    put: (name, content, encoding) => {
      // A new file each time: some file systems wait for the disk when one is made empty and written again.
      rmSync(join(directory, name), { force: true })
      writeFileSync(join(directory, name), content, encoding)
      return join(directory, name)
    },
  }
}

/** The error that some work fails with, which must be one of ours. */
export const failure = async (work: () => unknown): Promise<FloeError> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof FloeError) return error
    throw error
  }
  throw new Error('it did not fail')
}

/** The message of that error, with the test's directory written as DIR. */
export const messageOf = async (directory: string, work: () => unknown): Promise<string> =>
  (await failure(work)).message.replaceAll(directory, 'DIR').replaceAll(process.cwd(), 'CWD')

export const never = new AbortController().signal
