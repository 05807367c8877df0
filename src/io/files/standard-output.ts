/**
 * Standard output as a place for a sink: what is written is out at once, for whoever reads from the pipe.
 */
import { FloeError } from '../../error/floe-error.ts'
import type { AtomicFile } from './atomic-file.ts'

/** The path that stands for standard input of a source, and for standard output of a sink. */
export const standardPath = '-'

/** What it is called in messages. */
export const standardOutputName = 'standard output'

/** A reader that went away tells it to each write; the stream tells it besides, and ends the process if nobody listens. */
let isListening = false

const gone = (cause: Error): FloeError<'SinkFailed'> =>
  new FloeError('SinkFailed', {
    message:
      (cause as NodeJS.ErrnoException).code === 'EPIPE'
        ? 'whoever read standard output has gone'
        : `standard output cannot be written: ${cause.message}`,
    cause,
  })

/** Standard output, which stays open. What was written stays written, whatever comes after. */
export const standardOutput = async (): Promise<AtomicFile> => {
  const { stdout } = process
  if (!isListening) stdout.on('error', () => {})
  isListening = true
  return {
    write: (content) =>
      new Promise((done, failed) => {
        // A copy of bytes: a pipe may take them later, and their owner uses them again.
        stdout.write(typeof content === 'string' ? content : Buffer.from(content), (error) =>
          error ? failed(gone(error)) : done(),
        )
      }),
    close: async () => {},
    abort: async () => {},
  }
}
