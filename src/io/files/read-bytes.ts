/**
 * The bytes of a file, from its start, unpacked if they are gzip or zstd.
 *
 * Whether they are is told by the content and never by the name. Knows nothing of what the bytes mean.
 */
import { type FileHandle, open } from 'node:fs/promises'
import type { ByteChunk } from './byte-chunk.ts'
import { checkAborted } from './check-aborted.ts'
import { readError } from './file-errors.ts'
import { standardInput, standardInputName } from './standard-input.ts'
import { checkLength, packingOf, unpack } from './unpack.ts'

/** Gives the buffer for the next chunk. */
export type NextBuffer = () => Buffer

const readSize = 256 * 1024

/** Whoever gets it may keep it. */
export const freshBuffer: NextBuffer = () => Buffer.allocUnsafeSlow(readSize)

/** The file as it is on disk. */
async function* storedChunks(
  file: FileHandle,
  path: string,
  signal: AbortSignal,
  nextBuffer: NextBuffer,
): AsyncGenerator<Buffer> {
  for (;;) {
    checkAborted(signal, path)
    const buffer = nextBuffer()
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

async function* plain(stored: AsyncIterable<Buffer>): AsyncGenerator<ByteChunk> {
  for await (const chunk of stored) yield { chunk, stored: chunk.length }
}

/** Puts back the first chunk, which had to be looked at. */
async function* withFirst(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

/** Stored bytes, unpacked if their first say so. */
async function* unpacked(stored: AsyncGenerator<Buffer>, path: string): AsyncGenerator<ByteChunk> {
  const { value: first, done } = await stored.next()
  checkLength(path, first?.length ?? 0)
  if (done === true) return
  const all = withFirst(first, stored)
  const packing = packingOf(first)
  yield* packing === undefined ? plain(all) : unpack(all, packing, path)
}

async function* bytesOf(path: string, signal: AbortSignal, nextBuffer: NextBuffer): AsyncGenerator<ByteChunk> {
  if (path === standardInputName) {
    const stored = standardInput(signal)
    try {
      yield* unpacked(stored, path)
    } finally {
      await stored.return(undefined)
    }
    return
  }
  checkAborted(signal, path)
  const file = await open(path, 'r')
  try {
    yield* unpacked(storedChunks(file, path, signal, nextBuffer), path)
  } finally {
    await file.close()
  }
}

/**
 * The bytes of a file in chunks of some hundred kilobytes, unpacked if the content is gzip (several members too) or zstd
 * (several frames too).
 *
 * A chunk belongs to whoever gets it, and may be empty; the `stored` of all add up to the file's size. Leaving the
 * iteration, an abort and an error close the file.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, Cancelled; SourceCorrupt for gzip or zstd that is cut short or damaged,
 *   after the good bytes before it; SourceUnreadable for zstd where Node cannot unpack it
 */
export async function* readBytes(
  path: string,
  signal: AbortSignal,
  nextBuffer: NextBuffer = freshBuffer,
): AsyncGenerator<ByteChunk, void, undefined> {
  try {
    yield* bytesOf(path, signal, nextBuffer)
  } catch (error) {
    throw await readError(error, path)
  }
}
