/**
 * Where in the user's own code an exception came from: the first frame of its stack that is not Node's, not a package's
 * and not Floe's. Reads text; knows nothing of errors' meaning.
 */
import { fileURLToPath } from 'node:url'

const frame = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:[\\/]).+?):(\d+):(\d+)\)?$/

/** The folder of Floe's own code: `dist`, or `src` when run from there. */
const own = fileURLToPath(new URL('..', import.meta.url))

const pathOf = (place: string): string => {
  const plain = place.replace(/\?.*$/, '')
  try {
    return plain.startsWith('file:') ? fileURLToPath(plain) : plain
  } catch {
    return plain
  }
}

/** `path:line:column` in the user's code, or undefined when the stack shows none. */
export const userLine = (thrown: unknown): string | undefined => {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return undefined
  for (const text of thrown.stack.split('\n')) {
    const match = frame.exec(text.trim())
    if (match === null) continue
    const path = pathOf(match[1] ?? '')
    if (path.startsWith(own) || /[\\/]node_modules[\\/]/.test(path)) continue
    return `${path}:${match[2]}:${match[3]}`
  }
  return undefined
}
