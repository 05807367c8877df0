/**
 * From bytes to the texts of rows: the items of one JSON array, which is the document or lies somewhere in it.
 *
 * The grammar is watched over by @streamparser/json, token by token, which is made to keep no values; a row is cut out of
 * the bytes when its last token is there, so that it is read by the same functions as a line of NDJSON.
 */
import { Tokenizer, TokenizerError, TokenParser } from '@streamparser/json'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { ByteChunk } from '../files/files.ts'
import { byteWindow } from '../text/byte-window.ts'
import { arrayFinder } from './array-finder.ts'

/** The rows that some bytes completed. */
export interface JsonRows {
  readonly texts: readonly string[]
  /** The line on which a row begins, from 1. */
  readonly lines: readonly number[]
  readonly stored: number
}

/** A row may be so long; one that never ends does so here, not when memory does. */
const longestRow = 64 * 1024 * 1024

const lf = 0x0a

const countLineEnds = (bytes: Buffer): number => {
  let count = 0
  for (let at = bytes.indexOf(lf); at !== -1; at = bytes.indexOf(lf, at + 1)) count++
  return count
}

/** How much of a text that begins a row is blank. */
const blanks = (bytes: Buffer): number => {
  let at = 0
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++
  return at
}

/** Where the tokenizer says that it stumbled. */
const placeIn = (error: unknown): number | undefined => {
  const said = error instanceof TokenizerError ? /absolute position "(\d+)"/.exec(error.message)?.[1] : undefined
  return said === undefined ? undefined : Number(said)
}

/**
 * The items of the array at the end of a path of names, in blocks, one for each chunk that completes any.
 *
 * Memory: a chunk and the longest row, of at most 64 MB.
 *
 * @throws FloeError SourceCorrupt where the text is no JSON or ends too early, after the rows before; SchemaMismatch where
 *   there is no array
 */
export async function* readArray(
  chunks: AsyncIterable<ByteChunk>,
  at: readonly string[],
  path: string,
): AsyncGenerator<JsonRows> {
  const window = byteWindow()
  const tokenizer = new Tokenizer()
  // Asked for no path, it emits no value, and lets go of each when it is complete.
  const grammar = new TokenParser({ paths: [], keepStack: false })
  const finder = arrayFinder(at, path)
  let texts: string[] = []
  let lines: number[] = []
  let line = 1
  /** How far line ends have been counted. */
  let counted = 0
  /** Where the last token begins. */
  let offset = 0
  const lineAt = (place: number): number => {
    line += countLineEnds(window.slice(counted, place))
    counted = Math.max(counted, place)
    return line
  }
  tokenizer.onToken = (token) => {
    offset = token.offset
    grammar.write(token)
    const row = finder.take(token.token, token.value, token.offset)
    if (row === undefined) return
    const bytes = window.slice(row.start, row.end)
    lines.push(lineAt(row.start + blanks(bytes)))
    texts.push(bytes.toString())
  }
  const corrupt = (message: string, place: number, hint: string, cause?: unknown): FloeError =>
    new FloeError('SourceCorrupt', { message, place: { source: path, line: lineAt(place) }, hint, cause })
  const broken = (cause: unknown): FloeError => {
    if (cause instanceof FloeError) return cause
    const place = placeIn(cause) ?? offset
    if (cause instanceof TypeError)
      return corrupt(
        'the bytes are no UTF-8',
        place,
        'convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1',
        cause,
      )
    const found = printValue(window.slice(place, place + 40).toString(), 30)
    const hint = grammar.isEnded
      ? 'JSON is one value with nothing behind it; a file with one row a line is read by ndjson'
      : 'look there; the file may have been cut, or put together of parts'
    return corrupt(`the JSON is broken at byte ${place + 1}, where there is ${found}`, place, hint, cause)
  }
  const cutShort = (cause?: unknown): FloeError => {
    if (cause instanceof FloeError) return cause
    return window.end() === 0 || blanks(window.slice(0, window.end())) === window.end()
      ? corrupt('the file is empty: there is no JSON in it', 0, 'an array without rows is []')
      : corrupt('the JSON ends in the middle: it was cut short', window.end(), 'copy or download it again', cause)
  }
  const attempt = (work: () => void, fail: (cause: unknown) => FloeError): FloeError | undefined => {
    try {
      work()
      return undefined
    } catch (cause) {
      return fail(cause)
    }
  }
  const take = (stored: number): JsonRows => {
    const block = { texts, lines, stored }
    texts = []
    lines = []
    return block
  }
  let stored = 0
  for await (const { chunk, stored: bytes } of chunks) {
    stored += bytes
    window.push(chunk)
    const failure = attempt(() => tokenizer.write(chunk), broken)
    if (texts.length > 0) {
      yield take(stored)
      stored = 0
    }
    if (failure !== undefined) throw failure
    const kept = finder.start() ?? offset
    if (window.end() - kept > longestRow)
      throw corrupt('a row goes on for more than 64 MB', kept, 'a bracket or a quote may be missing there')
    lineAt(kept)
    window.release(kept)
  }
  const failure = attempt(() => {
    tokenizer.end()
    if (!grammar.isEnded) grammar.end()
  }, cutShort)
  yield take(stored)
  if (failure !== undefined) throw failure
  if (!finder.isFound()) throw cutShort()
}
