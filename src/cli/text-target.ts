/**
 * Where a command's text goes: standard output, or a file that is not there before it is whole. Knows no format.
 */
import { open, stat } from 'node:fs/promises'
import { type AtomicFile, atomicFile } from '../io/files/atomic-file.ts'
import { writeError } from '../io/files/file-errors.ts'
import { writeText } from './terminal.ts'

/** `close` puts the text where it should be; after `abort` there is no trace of it. */
export type TextTarget = AtomicFile

/** A stream that was given, which stays open. */
export const streamTarget = (stream: NodeJS.WriteStream): TextTarget => ({
  // A copy of bytes: a pipe may take them later, and their owner uses them again.
  write: (content) => writeText(stream, typeof content === 'string' ? content : Buffer.from(content)),
  close: async () => {},
  abort: async () => {},
})

/** A device or a named pipe: written to as it is, because it must not be replaced. */
const deviceTarget = async (path: string): Promise<TextTarget> => {
  const failed = async (error: unknown): Promise<never> => {
    throw writeError(error, path)
  }
  const file = await open(path, 'w').catch(failed)
  return {
    write: (content) => file.writeFile(content).catch(failed),
    close: () => file.close(),
    abort: () => file.close(),
  }
}

/**
 * A file, which appears under its name when it is closed; or a device.
 *
 * @throws FloeError SinkFailed
 */
export const fileTarget = async (path: string): Promise<TextTarget> => {
  const found = await stat(path).catch(() => undefined)
  return found === undefined || found.isFile() || found.isDirectory() ? atomicFile(path) : deviceTarget(path)
}
