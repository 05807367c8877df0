/**
 * Files of text cut into parts, each of which begins and ends where rows do. How large they are goes by the files alone.
 */
import { type FileHandle, open } from 'node:fs/promises'
import type { Part, PartSize, Parts } from '../../plan/source.ts'
import { checkAborted } from './check-aborted.ts'
import { type Quoting, textCutter } from './cut-text.ts'
import { readError } from './file-errors.ts'
import { type Paths, resolveFiles } from './files.ts'
import { type Head, leadOf } from './read-part.ts'
import { packingOf } from './unpack.ts'

/** How rows stand in a file. */
export interface Cuttable {
  /** What must be read before any part, seen from the first bytes of the file, which may be all; undefined if it cannot be cut. */
  readonly head: (first: Buffer, isAll: boolean) => Head | undefined
  /** Undefined where a row is a line. */
  readonly quoting: Quoting | undefined
}

const mark = Buffer.from([0xef, 0xbb, 0xbf])

/** The bytes of the mark that may stand before text. */
export const markOf = (first: Buffer): number => (first.subarray(0, mark.length).equals(mark) ? mark.length : 0)

const lookSize = 64 * 1024
const scanSize = 1024 * 1024

interface Opened {
  readonly file: FileHandle
  readonly path: string
  readonly size: number
  readonly signal: AbortSignal
}

const readAt = async ({ file, path, signal }: Opened, buffer: Buffer, at: number): Promise<Buffer> => {
  checkAborted(signal, path)
  const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
  return buffer.subarray(0, bytesRead)
}

/** Behind the first line feed from each multiple of a size on: the rest of the file is not looked at. */
async function* endsOfLines(opened: Opened, from: number, size: number): AsyncGenerator<number> {
  const buffer = Buffer.allocUnsafe(lookSize)
  let at = (Math.floor(from / size) + 1) * size - 1
  while (at < opened.size) {
    const bytes = await readAt(opened, buffer, at)
    if (bytes.length === 0) return
    const feed = bytes.indexOf(10)
    if (feed < 0) {
      at += bytes.length
      continue
    }
    const end = at + feed + 1
    yield end
    at = (Math.floor(end / size) + 1) * size - 1
  }
}

async function* endsOfRows(opened: Opened, from: number, size: number, quoting: Quoting): AsyncGenerator<number> {
  const ends: number[] = []
  const cutter = textCutter(from, size, quoting, (end) => ends.push(end))
  const buffer = Buffer.allocUnsafe(scanSize)
  for (let at = from; at < opened.size; ) {
    const bytes = await readAt(opened, buffer, at)
    if (bytes.length === 0) return
    at += cutter.look(bytes, at + bytes.length >= opened.size)
    yield* ends.splice(0)
  }
}

async function* cutFile(
  path: string,
  { head, quoting }: Cuttable,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const file = await open(path, 'r')
  try {
    const opened = { file, path, size: (await file.stat()).size, signal }
    const first = await readAt(opened, Buffer.allocUnsafe(lookSize), 0)
    const found = packingOf(first) === undefined ? head(first, first.length === opened.size) : undefined
    if (found === undefined) {
      yield { name: path, from: 0, to: opened.size }
      return
    }
    const ends =
      quoting === undefined ? endsOfLines(opened, found.bytes, size) : endsOfRows(opened, found.bytes, size, quoting)
    const part = (from: number, to: number): Part =>
      Object.freeze({ name: path, from, to, head: found.bytes, lead: from === 0 ? 0 : leadOf(found) })
    let from = 0
    for await (const end of ends) {
      if (end >= opened.size) break
      yield part(from, end)
      from = end
    }
    yield part(from, opened.size)
  } finally {
    await file.close()
  }
}

/** The parts of files, one file after the other; of one that is packed, or says so, the whole. */
export const cutFiles = (paths: Paths, extension: string, how: (path: string) => Cuttable | undefined): Parts['cut'] =>
  async function* ({ bytes }: PartSize, signal) {
    for (const path of await resolveFiles(paths, extension)) {
      const cuttable = how(path) ?? { head: () => undefined, quoting: undefined }
      try {
        yield* cutFile(path, cuttable, bytes, signal)
      } catch (error) {
        throw await readError(error, path)
      }
    }
  }
