/**
 * The two streams of a program, and what they can show. The one place that asks for terminals and NO_COLOR.
 */
import { styleText } from 'node:util'

/** Standard output takes results, standard error all that is said about them. */
export interface Terminal {
  readonly out: NodeJS.WriteStream
  readonly err: NodeJS.WriteStream
}

type Style = 'dim' | 'red' | 'yellow'

const hasColor = (stream: NodeJS.WriteStream): boolean =>
  stream.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb'

/** A function that gives text a style, where the stream shows it. */
export const styleFor =
  (stream: NodeJS.WriteStream, style: Style): ((text: string) => string) =>
  (text) =>
    hasColor(stream) ? styleText(style, text) : text

/** How a stream wants tables: as wide as a terminal is, as wide as it takes for a file or a pipe. */
export const layoutFor = (
  stream: NodeJS.WriteStream,
): { readonly width?: number; readonly dim: (text: string) => string } => ({
  ...(stream.isTTY === true && stream.columns > 0 ? { width: stream.columns } : {}),
  dim: styleFor(stream, 'dim'),
})

/**
 * Writes, and waits until it is out, so that a slow reader does not fill the memory. A reader that has gone ends the
 * waiting; what to do about it is decided in `program.ts`.
 */
export const writeText = (stream: NodeJS.WriteStream, content: string | Uint8Array): Promise<void> =>
  new Promise((done) => {
    stream.write(content, () => done())
  })
