/**
 * Bytes that are packed by gzip or zstd, unpacked.
 *
 * Whether they are is told by the content and never by the name. Knows no files but by name.
 */
import * as zlib from 'node:zlib'
import { FloeError } from '../../error/floe-error.ts'
import type { ByteChunk } from './byte-chunk.ts'
import { type Unpacked, type Unpacker, type UnpackStream, unpacker } from './unpacker.ts'
import { isZstd, zstdFrames } from './zstd-frames.ts'

/**
 * Packed bytes are fed in slices, so that a file that unpacks many times over takes some 64 MB at most: gzip unpacks
 * a thousandfold at most, zstd, four bytes of which may stand for 128 KB, more than thirty thousandfold.
 */
const sliceSizes = { gzip: 16 * 1024, zstd: 2 * 1024 }
/** What is unpacked comes in chunks of so many bytes. */
const chunkSize = 64 * 1024

/** What an unpacker and its errors are called by. */
export type Packing = 'gzip' | 'zstd'

const checks: Readonly<Record<Packing, string>> = { gzip: 'gzip -t', zstd: 'zstd -t' }

const corrupt = (packing: Packing, path: string, what: string, cause?: unknown): FloeError<'SourceCorrupt'> =>
  new FloeError('SourceCorrupt', {
    message: `the ${packing} ${what}`,
    place: { source: path },
    hint: `${/behind|followed/.test(what) ? '' : 'copy or download it again; '}${checks[packing]} ${path} checks it`,
    cause,
  })

const trailing = (packing: Packing, path: string, cause?: unknown): FloeError<'SourceCorrupt'> =>
  corrupt(packing, path, `is followed by bytes that are no ${packing}`, cause)

const cutShort = (packing: Packing, path: string, cause?: unknown): FloeError<'SourceCorrupt'> =>
  corrupt(packing, path, 'ends in the middle: it was cut short', cause)

const unpackError = (error: unknown, packing: Packing, path: string): FloeError<'SourceCorrupt'> => {
  const text = error instanceof Error ? error.message : String(error)
  if (packing === 'gzip' && text === 'incorrect header check') return trailing(packing, path, error)
  return /^unexpected end of file$/i.test(text)
    ? cutShort(packing, path, error)
    : corrupt(packing, path, `is damaged: ${text}`, error)
}

/** Hands out what was unpacked, and then what went wrong. Counts the stored bytes that went in. */
const deliverer = (packing: Packing, path: string) => {
  let consumed = 0
  return {
    consume: (bytes: number) => {
      consumed += bytes
    },
    deliver: function* ({ chunks, error }: Unpacked): Generator<ByteChunk> {
      for (const chunk of chunks) {
        const bytes = consumed
        consumed = 0
        yield { chunk, stored: bytes }
      }
      if (error !== undefined) throw unpackError(error, packing, path)
    },
    rest: function* (): Generator<ByteChunk> {
      if (consumed > 0) yield { chunk: new Uint8Array(0), stored: consumed }
    },
  }
}

async function* slicesOf(stored: AsyncIterable<Buffer>, sliceSize: number): AsyncGenerator<Buffer> {
  for await (const buffer of stored)
    for (let start = 0; start < buffer.length; start += sliceSize) yield buffer.subarray(start, start + sliceSize)
}

/** Members after the first are unpacked too, by the stream itself; behind a zero it takes nothing more. */
async function* gunzipped(stored: AsyncIterable<Buffer>, path: string): AsyncGenerator<ByteChunk> {
  const gunzip = unpacker(zlib.createGunzip({ chunkSize }), true)
  const { consume, deliver, rest } = deliverer('gzip', path)
  try {
    for await (const slice of slicesOf(stored, sliceSizes.gzip)) {
      consume(slice.length)
      const unpacked = await gunzip.push(slice)
      yield* deliver(unpacked)
      // Zeros are padding, which tapes and some tools leave. Anything else there would be rows lost in silence.
      if (slice.subarray(slice.length - unpacked.unused).some((byte) => byte !== 0)) throw trailing('gzip', path)
    }
    yield* deliver(await gunzip.end())
    yield* rest()
  } finally {
    gunzip.destroy()
  }
}

type MakeStream = (options: { readonly chunkSize: number }) => UnpackStream

/** Node has it from 22.15 and 23.8 on. */
const zstdOfNode = (zlib as { readonly createZstdDecompress?: MakeStream }).createZstdDecompress

/** Zstd, frame by frame, each by a stream of its own. Knows no files, so that tests can bring their own streams. */
export async function* unpackZstd(
  stored: AsyncIterable<Buffer>,
  path: string,
  makeStream: MakeStream | undefined = zstdOfNode,
): AsyncGenerator<ByteChunk> {
  if (makeStream === undefined)
    throw new FloeError('SourceUnreadable', {
      message: `'${path}' is packed by zstd, which Node ${process.versions.node} cannot unpack`,
      hint: `Node 22.15 and later can; or unpack it first: zstd -d ${path}`,
    })
  const frames = zstdFrames()
  const { consume, deliver, rest } = deliverer('zstd', path)
  let frame: Unpacker | undefined
  try {
    for await (const slice of slicesOf(stored, sliceSizes.zstd)) {
      consume(slice.length)
      const { pieces, fault } = frames.push(slice)
      for (const { bytes, isSkippable, ends } of pieces) {
        if (isSkippable) continue
        frame ??= unpacker(makeStream({ chunkSize }), false)
        yield* deliver(await frame.push(bytes))
        if (!ends) continue
        yield* deliver(await frame.end())
        frame.destroy()
        frame = undefined
      }
      if (fault === 'trailing') throw trailing('zstd', path)
      if (fault === 'damaged') throw corrupt('zstd', path, 'is damaged: a block or frame is of no known kind')
    }
    if (!frames.isBetween()) throw cutShort('zstd', path)
    yield* rest()
  } finally {
    frame?.destroy()
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** How some bytes at the start of a file are packed; `undefined` if they are not. */
export const packingOf = (bytes: Uint8Array): Packing | undefined =>
  isGzip(bytes) ? 'gzip' : isZstd(bytes) ? 'zstd' : undefined

/** What a file is called that is packed, and how many bytes it has at least. */
const packings = [
  { name: 'gzip', extension: '.gz', least: 2 },
  { name: 'zstd', extension: '.zst', least: 4 },
] as const

/**
 * Refuses a packed file of so few bytes that they cannot be told from text, and would pass for a table without rows.
 *
 * @throws FloeError SourceCorrupt
 */
export const checkLength = (path: string, length: number): void => {
  const packing = packings.find(({ extension, least }) => path.endsWith(extension) && length < least)
  if (packing !== undefined)
    throw corrupt(packing.name, path, `has ${['no bytes', 'one byte'][length] ?? `${length} bytes`}: it was cut short`)
}

/**
 * The bytes, unpacked.
 *
 * @throws FloeError SourceCorrupt for what is cut short or damaged, after the good bytes before it; SourceUnreadable for
 *   zstd where Node cannot unpack it
 */
export const unpack = (stored: AsyncIterable<Buffer>, packing: Packing, path: string): AsyncGenerator<ByteChunk> =>
  packing === 'gzip' ? gunzipped(stored, path) : unpackZstd(stored, path)
