/**
 * Where in the user's own code an exception came from: the first frame of its stack that is not Node's, not a package's
 * and not Floe's. Reads text; knows nothing of errors' meaning.
 */
import { fileURLToPath } from 'node:url'

const frame = /(?:\(|at )((?:file:\/\/|\/|[A-Za-z]:[\\/]).+?):(\d+):(\d+)\)?$/

/** TypeScript in a CommonJS package is run by tsx from its text, in which lines are others than in the file. */
const fromText = /(?:\(|at )data:text\/javascript,.*[?]filePath=(.+?)(?:%3Fnamespace%3D.*)?:\d+:\d+\)?$/

/** The folders of Floe's own code: what is run, and what its source maps speak of. */
const own = ['../../dist/', '../../src/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))

const pathOf = (place: string): string => {
  const plain = place.replace(/\?.*$/, '')
  try {
    return plain.startsWith('file:') ? fileURLToPath(plain) : plain
  } catch {
    return plain
  }
}

/** `path:line:column` in the user's code, the path alone where lines are not known, or undefined when the stack shows none. */
export const userLine = (thrown: unknown): string | undefined => {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return undefined
  for (const text of thrown.stack.split('\n')) {
    const [, encoded] = fromText.exec(text.trim()) ?? []
    if (encoded !== undefined) return decodeURIComponent(encoded)
    const match = frame.exec(text.trim())
    if (match === null) continue
    const path = pathOf(match[1] ?? '')
    if (own.some((folder) => path.startsWith(folder)) || /[\\/]node_modules[\\/]/.test(path)) continue
    return `${path}:${match[2]}:${match[3]}`
  }
  return undefined
}
