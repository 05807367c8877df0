/**
 * Bytes that are packed by zstd: where Node can unpack them, and where not. How frames are told apart does not depend on who
 * unpacks them, so it is tested with an unpacker of another hand too.
 */
import { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import { decompressZstd } from 'hyparquet-compressors'
import { afterEach, describe, expect } from 'vitest'
import { FloeError } from '../../src/error/floe-error.ts'
import { readBytes } from '../../src/io/files/files.ts'
import { packingOf, unpackZstd } from '../../src/io/files/unpack.ts'
import { zstdFrames } from '../../src/io/files/zstd-frames.ts'
import { runs } from '../runs.ts'
import { cut } from './csv/read-text.ts'
import { openHandles } from './open-handles.ts'
import { messageOf, never, temporary } from './temporary.ts'

const { directory, put } = temporary()
const isNative = 'createZstdDecompress' in zlib

afterEach(() => expect(openHandles(directory)).toEqual([]))

/** What the program zstd makes (level 19, with a checksum) of thirty times these lines. */
const lines = 'origin,delay\nSEA,4\nSEA,4\nSEA,4\nJFK,12\n'.repeat(30)
const packedLines = Buffer.from('KLUv/QRoHQEAyG9yaWdpbixkZWxheQpTRUEsNEpGSywxMgoCAEsk9Rs5Shjhz8Fp', 'base64')

/** A block of content as it is, or of one byte many times. */
const block = (content: Uint8Array, isLast: boolean, isRun: boolean): Buffer => {
  const header = Buffer.alloc(3)
  header.writeUIntLE((content.length << 3) | (isRun ? 2 : 0) | (isLast ? 1 : 0), 0, 3)
  return Buffer.concat([header, isRun ? content.subarray(0, 1) : content])
}

interface Style {
  readonly sizes: readonly number[]
  /** How the size of the content is told: 0 to 3, or not at all. */
  readonly told: number | undefined
  readonly dictionary: number
  /** Whether four bytes follow that may say anything: for measuring only. */
  readonly checksum?: boolean
}

/** A frame that holds some bytes, packed by no method: so that it can be made without zstd. */
const frameOf = (content: Uint8Array, { sizes, told, dictionary, checksum = false }: Style): Buffer => {
  const isSingle = told === 0
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(content.length) - (told === 1 && content.length >= 256 ? 256n : 0n))
  const length = told === undefined ? 0 : ([1, 2, 4, 8][told] as number)
  const fits = told === undefined || (told === 0 ? content.length < 256 : told === 1 ? content.length >= 256 : true)
  if (!fits) return frameOf(content, { sizes, told: 2, dictionary, checksum })
  const descriptor = ((told ?? 0) << 6) | (isSingle ? 0x20 : 0) | dictionary | (checksum ? 4 : 0)
  const blocks = content.length === 0 ? [new Uint8Array(0)] : cut(content, sizes)
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor]),
    isSingle ? Buffer.alloc(0) : Buffer.from([0x58]),
    Buffer.alloc([0, 1, 2, 4][dictionary] as number),
    size.subarray(0, length),
    ...blocks.map((bytes, i) =>
      block(bytes, i === blocks.length - 1, bytes.length > 0 && bytes.every((b) => b === bytes[0])),
    ),
    Buffer.alloc(checksum ? 4 : 0, 1),
  ])
}

const skippable = (content: Uint8Array, kind: number): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(content.length)
  return Buffer.concat([Buffer.from([0x50 + kind, 0x2a, 0x4d, 0x18]), length, content])
}

/** Unpacks a frame when it is all there; fails if it is not one frame and nothing else. */
const byAnotherHand = (): Transform => {
  const parts: Buffer[] = []
  return new Transform({
    transform: (chunk: Buffer, _, done) => {
      parts.push(chunk)
      done()
    },
    flush(done) {
      try {
        this.push(Buffer.from(decompressZstd(Buffer.concat(parts))))
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

const unpackers: readonly (readonly [string, (() => Transform) | undefined])[] = [
  ['by another hand', byAnotherHand],
  ...(isNative ? ([['by Node', undefined]] as const) : []),
]

const style = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
  told: fc.constantFrom(undefined, 0, 1, 2, 3),
  dictionary: fc.constant(0),
})
const content = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.nat(600).map((n) => new Uint8Array(n).fill(7)),
)
/** Parts of a file: what they hold, and how they are stored. */
const part = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(content, style).map(([bytes, style]) => ({ bytes, stored: frameOf(bytes, style) })),
  },
  fc.tuple(content, fc.nat(15)).map(([bytes, kind]) => ({ bytes: new Uint8Array(0), stored: skippable(bytes, kind) })),
  fc.constant({ bytes: Buffer.from(lines), stored: packedLines }),
)
const file = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => ({
  bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
  stored: Buffer.concat(parts.map(({ stored }) => stored)),
  ends: parts.map((_, i) => Buffer.concat(parts.slice(0, i + 1).map(({ stored }) => stored)).length),
}))
const chunkings = fc.array(fc.nat(40), { minLength: 1, maxLength: 4 })

const unpack = async (stored: Uint8Array, make: (() => Transform) | undefined, lengths: readonly number[] = []) => {
  const chunks: Uint8Array[] = []
  let consumed = 0
  let error: unknown
  const source = async function* () {
    for (const chunk of cut(stored, lengths)) yield Buffer.from(chunk)
  }
  try {
    for await (const part of unpackZstd(source(), 'rows.zst', make)) {
      chunks.push(part.chunk)
      consumed += part.stored
    }
  } catch (thrown) {
    error = thrown
  }
  return { bytes: Buffer.concat(chunks), consumed, error }
}

describe.each(unpackers)('%s', (_, make) => {
  test('unpacks any frames in a row, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(file, chunkings, async ({ bytes, stored }, lengths) => {
        expect(packingOf(stored)).toBe('zstd')
        const read = await unpack(stored, make, lengths)
        expect(read.error).toBe(undefined)
        expect(read.bytes.equals(bytes)).toBe(true)
        expect(read.consumed).toBe(stored.length)
      }),
      { numRuns: runs(150) },
    )
  })

  test('cut anywhere but between frames fails, after content that was right', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.nat(), chunkings, async ({ bytes, stored, ends }, at, lengths) => {
        const length = 1 + (at % stored.length)
        const read = await unpack(stored.subarray(0, length), make, lengths)
        expect(read.bytes.equals(bytes.subarray(0, read.bytes.length))).toBe(true)
        if (ends.includes(length)) expect(read.error).toBe(undefined)
        else
          expect(read.error).toMatchObject({
            _tag: 'SourceCorrupt',
            summary: 'the zstd ends in the middle: it was cut short',
          })
      }),
      { numRuns: runs(150) },
    )
  })

  test('says what else is wrong', async () => {
    const behind = await unpack(Buffer.concat([packedLines, Buffer.from('more text')]), make)
    expect(behind.bytes.toString()).toBe(lines)
    expect(behind.error).toMatchObject({ summary: 'the zstd is followed by bytes that are no zstd' })
    const reserved = Buffer.from(packedLines)
    reserved[6] = (reserved[6] as number) | 6
    expect((await unpack(reserved, make)).error).toMatchObject({ _tag: 'SourceCorrupt' })
    // The other hand looks at no checksums.
    if (make !== undefined) return
    const garbled = Buffer.from(packedLines)
    garbled.fill(0xff, 15, 25)
    expect((await unpack(garbled, make)).error).toMatchObject({ _tag: 'SourceCorrupt' })
  })
})

test('what the unpacker finds is told', async () => {
  const failing = () =>
    new Transform({
      transform: (_chunk, _, done) => done(null, 'good'),
      flush: (done) => done(new Error('Data corruption detected')),
    })
  expect(await unpack(packedLines, failing)).toMatchObject({
    bytes: Buffer.from('good'),
    error: { _tag: 'SourceCorrupt', summary: 'the zstd is damaged: Data corruption detected' },
  })
})

test('frames with a dictionary, and of every other form, are measured right', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      style,
      fc.nat(3),
      fc.boolean(),
      (bytes, style, dictionary, checksum) => {
        const frames = zstdFrames()
        const stored = frameOf(bytes, { ...style, dictionary, checksum })
        expect(frames.push(stored).pieces).toEqual([{ bytes: stored, isSkippable: false, ends: true }])
        expect(frames.isBetween()).toBe(true)
        expect(frames.push(Buffer.from('x')).pieces).toEqual([])
        expect(frames.isBetween()).toBe(false)
      },
    ),
  )
})

const readAll = async (path: string) => {
  const chunks: Uint8Array[] = []
  for await (const { chunk } of readBytes(path, never)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test.skipIf(!isNative)('a file is unpacked, whatever it is called', async () => {
  expect(await readAll(put('lines.csv.zst', packedLines))).toBe(lines)
  expect(await readAll(put('lines.csv', packedLines))).toBe(lines)
})

test.skipIf(isNative)('an old Node says that it cannot, and what can', async () => {
  const path = put('lines.csv.zst', packedLines)
  const message = await messageOf(directory, () => readAll(path))
  expect(message.replace(/Node \d+\.\d+\.\d+/, 'Node VERSION')).toMatchInlineSnapshot(`
    "FLOE201 SourceUnreadable: 'DIR/lines.csv.zst' is packed by zstd, which Node VERSION cannot unpack
      hint: Node 22.15 and later can; or unpack it first: zstd -d DIR/lines.csv.zst"
  `)
})

test('a file that is too short to tell is no table without rows', async () => {
  for (const length of [0, 1, 3])
    await expect(readAll(put('short.zst', packedLines.subarray(0, length)))).rejects.toBeInstanceOf(FloeError)
  expect(await readAll(put('text.csv.zst', 'a,b\n'))).toBe('a,b\n')
})
