/**
 * The bytes of a part of a file, as if it were a file of its own: first the head of the whole file, or blank lines in its
 * place, then what stands in the part. Knows nothing of what the bytes mean.
 */
import { open } from 'node:fs/promises'
import type { Part } from '../../plan/source.ts'
import type { ByteChunk } from './byte-chunk.ts'
import { checkAborted } from './check-aborted.ts'
import { readError } from './file-errors.ts'
import { freshBuffer, type NextBuffer, readBytes } from './read-bytes.ts'

/** What stands for a head that there is not: as many bytes as it takes to see that a file is text. */
const blankLines = 4
const blank = Buffer.alloc(blankLines, 10)

/** What stands first in a file and says what the rest is, in bytes and lines. */
export interface Head {
  readonly bytes: number
  readonly lines: number
}

/** Lines that are read before those of a part in the midst of a file. */
export const leadOf = ({ bytes, lines }: Head): number => (bytes === 0 ? blankLines : lines)

async function* bytesBetween(
  path: string,
  from: number,
  to: number,
  signal: AbortSignal,
  nextBuffer: NextBuffer,
): AsyncGenerator<Buffer> {
  const file = await open(path, 'r')
  try {
    for (let at = from; at < to; ) {
      checkAborted(signal, path)
      const buffer = nextBuffer()
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, to - at), at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await file.close()
  }
}

/**
 * The chunks of a part. The stored bytes of a head count to the part that it stands in.
 *
 * @throws FloeError as `readBytes`
 */
export async function* readPart(
  { name, from, to, head }: Part,
  signal: AbortSignal,
  nextBuffer: NextBuffer = freshBuffer,
): AsyncGenerator<ByteChunk, void, undefined> {
  if (head === undefined) {
    yield* readBytes(name, signal, nextBuffer)
    return
  }
  try {
    if (from > 0) {
      if (head === 0) yield { chunk: blank, stored: 0 }
      else for await (const chunk of bytesBetween(name, 0, head, signal, freshBuffer)) yield { chunk, stored: 0 }
    }
    for await (const chunk of bytesBetween(name, from, to, signal, nextBuffer)) yield { chunk, stored: chunk.length }
  } catch (error) {
    throw await readError(error, name)
  }
}

/** How many lines end in a part: in LF, CRLF, or, where `byCarriage`, in CR. */
export const linesOfPart =
  (byCarriage: boolean) =>
  async ({ name, from, to }: Part, signal: AbortSignal): Promise<number> => {
    let lines = 0
    let endedInCarriage = false
    for await (const bytes of bytesBetween(name, from, to, signal, freshBuffer)) {
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
      if (!byCarriage) continue
      // The LF of a CRLF has been counted.
      if (endedInCarriage && bytes[0] === 10) lines--
      for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) if (bytes[at + 1] !== 10) lines++
      endedInCarriage = bytes[bytes.length - 1] === 13
    }
    return lines
  }
