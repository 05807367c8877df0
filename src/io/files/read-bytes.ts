/**
 * The bytes of a file, from its start, unpacked if they are gzip.
 *
 * Whether they are is told by the content and never by the name. Knows nothing of what the bytes mean.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { FloeError } from '../../error/floe-error.ts'
import { checkAborted } from './check-aborted.ts'
import { readError } from './file-errors.ts'

/** Some bytes in a row, and how many bytes on disk were consumed for them since the chunk before. */
export interface ByteChunk {
  readonly chunk: Uint8Array
  readonly stored: number
}

const readSize = 256 * 1024
/** Packed bytes are fed in slices: so that a file that unpacks a thousandfold takes at most 16 MB at a time. */
const sliceSize = 16 * 1024

/** The file as it is on disk. A fresh buffer for each chunk: whoever gets it may keep it. */
async function* storedChunks(file: FileHandle, path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  for (;;) {
    checkAborted(signal, path)
    const buffer = Buffer.allocUnsafeSlow(readSize)
    const { bytesRead } = await file.read(buffer, 0, readSize)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

const corruptGzip = (path: string, what: string, hint: string, cause?: unknown): FloeError<'SourceCorrupt'> =>
  new FloeError('SourceCorrupt', {
    message: `the gzip ${what}`,
    place: { source: path },
    hint,
    cause,
  })

const trailing = (path: string, cause?: unknown): FloeError<'SourceCorrupt'> =>
  corruptGzip(path, 'is followed by bytes that are no gzip', `gzip -t ${path} checks it`, cause)

const gunzipError = (error: unknown, path: string): FloeError<'SourceCorrupt'> => {
  const text = error instanceof Error ? error.message : String(error)
  const again = `copy or download it again; gzip -t ${path} checks it`
  if (text === 'incorrect header check') return trailing(path, error)
  return text === 'unexpected end of file'
    ? corruptGzip(path, 'ends in the middle: it was cut short', again, error)
    : corruptGzip(path, `is damaged: ${text}`, again, error)
}

/** What came out for some bytes that went in. */
interface Unpacked {
  readonly chunks: readonly Uint8Array[]
  /** How many of the bytes, the last ones, lie behind the end of the packed content. */
  readonly unused: number
  readonly error?: unknown
}

/**
 * Gunzip by hand rather than by `pipeline`, because a stream that fails throws away what it had unpacked before, and
 * good rows come before the error. Members after the first are unpacked too; behind a zero it takes nothing more.
 */
const unpacker = (): {
  readonly push: (bytes: Uint8Array) => Promise<Unpacked>
  readonly end: () => Promise<Unpacked>
  readonly destroy: () => void
} => {
  const gunzip = createGunzip({ chunkSize: 64 * 1024 })
  let chunks: Uint8Array[] = []
  let given = 0
  let ended = false
  gunzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = new Promise<void>((done) => gunzip.on('end', done)).then(() => {
    ended = true
  })
  const failure = new Promise<never>((_, failed) => gunzip.on('error', failed))
  failure.catch(() => undefined)
  const unpacked = async (work: Promise<void>): Promise<Unpacked> => {
    const failed = await Promise.race([work, failure]).then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    const out = chunks
    chunks = []
    return { chunks: out, unused: given - gunzip.bytesWritten, ...failed }
  }
  return {
    push: async (bytes) => {
      if (ended) return { chunks: [], unused: bytes.length }
      given += bytes.length
      const written = new Promise<void>((done) => gunzip.write(bytes, () => done()))
      return unpacked(written.then(() => (gunzip.bytesWritten < given ? end : undefined)))
    },
    end: async () => {
      if (ended) return { chunks: [], unused: 0 }
      gunzip.end()
      return unpacked(end)
    },
    destroy: () => gunzip.destroy(),
  }
}

async function* gunzipped(stored: AsyncIterable<Buffer>, path: string): AsyncGenerator<ByteChunk> {
  const gunzip = unpacker()
  let consumed = 0
  const deliver = function* ({ chunks, error }: Unpacked): Generator<ByteChunk> {
    for (const chunk of chunks) {
      const bytes = consumed
      consumed = 0
      yield { chunk, stored: bytes }
    }
    if (error !== undefined) throw gunzipError(error, path)
  }
  try {
    for await (const buffer of stored)
      for (let start = 0; start < buffer.length; start += sliceSize) {
        const slice = buffer.subarray(start, start + sliceSize)
        consumed += slice.length
        const unpacked = await gunzip.push(slice)
        yield* deliver(unpacked)
        // Zeros are padding, which tapes and some tools leave. Anything else there would be rows lost in silence.
        if (slice.subarray(slice.length - unpacked.unused).some((byte) => byte !== 0)) throw trailing(path)
      }
    yield* deliver(await gunzip.end())
    if (consumed > 0) yield { chunk: new Uint8Array(0), stored: consumed }
  } finally {
    gunzip.destroy()
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

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

async function* bytesOf(path: string, signal: AbortSignal): AsyncGenerator<ByteChunk> {
  checkAborted(signal, path)
  const file = await open(path, 'r')
  try {
    const stored = storedChunks(file, path, signal)
    const { value: first, done } = await stored.next()
    // One byte or none cannot be told from text, and would pass for an empty table.
    if (path.endsWith('.gz') && (done === true || first.length < 2))
      throw corruptGzip(
        path,
        `has ${done === true ? 'no bytes' : 'one byte'}: it was cut short`,
        'copy or download it again',
      )
    if (done === true) return
    yield* isGzip(first) ? gunzipped(withFirst(first, stored), path) : plain(withFirst(first, stored))
  } finally {
    await file.close()
  }
}

/**
 * The bytes of a file in chunks of some hundred kilobytes, unpacked if the content is gzip (several members too).
 *
 * A chunk belongs to whoever gets it, and may be empty; the `stored` of all add up to the file's size. Leaving the
 * iteration, an abort and an error close the file.
 *
 * @throws FloeError SourceNotFound, SourceUnreadable, Cancelled; SourceCorrupt for gzip that is cut short or damaged,
 *   after the good bytes before it
 */
export async function* readBytes(path: string, signal: AbortSignal): AsyncGenerator<ByteChunk, void, undefined> {
  try {
    yield* bytesOf(path, signal)
  } catch (error) {
    throw await readError(error, path)
  }
}
