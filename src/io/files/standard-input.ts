/**
 * Standard input as bytes for a source. There is one, and it can be read once.
 */
import { isMainThread } from 'node:worker_threads'
import { FloeError } from '../../error/floe-error.ts'
import { checkAborted } from './check-aborted.ts'
import { standardPath } from './standard-output.ts'

/** What it is called in messages and as the source of rows. A file of this name is called `./standard input`. */
export const standardInputName = 'standard input'

/** Whether some paths are, or have among them, standard input. */
export const readsStandardInput = (paths: string | readonly string[]): boolean =>
  typeof paths === 'string' ? paths === standardPath : paths.includes(standardPath)

let isTaken = false

const take = (): void => {
  if (!isMainThread)
    throw new FloeError('SourceUnreadable', {
      message: 'standard input is there for the first thread alone, and a worker was to read it',
      hint: 'run with one worker; or write it to a file first',
    })
  if (isTaken)
    throw new FloeError('SourceUnreadable', {
      message: 'standard input was read already, and can be read only once: a plan may read it in one place',
      hint: 'write it to a file first: cat > rows.csv',
    })
  isTaken = true
}

/**
 * The chunks of standard input. Leaving the iteration, and an abort, close it, so that whoever writes to it ends too.
 *
 * @throws FloeError SourceUnreadable, Cancelled
 */
export async function* standardInput(signal: AbortSignal): AsyncGenerator<Buffer> {
  checkAborted(signal, standardInputName)
  take()
  const { stdin } = process
  const stop = (): void => void stdin.destroy()
  signal.addEventListener('abort', stop)
  try {
    for await (const chunk of stdin) yield chunk as Buffer
  } catch (error) {
    checkAborted(signal, standardInputName)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    stdin.destroy()
  }
  checkAborted(signal, standardInputName)
}
