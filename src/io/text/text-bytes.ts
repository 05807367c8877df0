/**
 * The bytes of a text file, once it is sure that they are text in UTF-8, or close to it.
 *
 * Takes away the byte order mark. What is plainly something else (UTF-16, Parquet, a zip) is refused here, in words; bytes
 * that are no UTF-8 in the midst of text are left to whoever knows the row.
 */
import { FloeError } from '../../error/floe-error.ts'
import type { ByteChunk } from '../files/files.ts'

interface Signature {
  readonly bytes: readonly number[]
  readonly is: string
  readonly hint: string
}

/** What is to be read, in the words of the message. */
export type TextFormat = 'CSV is' | 'JSON is' | 'lines are'

const utf16 = 'convert it first: iconv -f UTF-16 -t UTF-8'

const signatures: readonly Signature[] = [
  { bytes: [0xff, 0xfe], is: 'text in UTF-16 (little endian)', hint: utf16 },
  { bytes: [0xfe, 0xff], is: 'text in UTF-16 (big endian)', hint: utf16 },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'Parquet', hint: 'read it with parquet(path)' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    is: 'a zip archive, or a workbook of Excel',
    hint: 'unpack it, or save the sheet as CSV (UTF-8)',
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    is: 'compressed with bzip2',
    hint: 'unpack it first: bunzip2; gzip and zstd are unpacked by themselves',
  },
]

const mark = [0xef, 0xbb, 0xbf]

const startsWith = (bytes: ArrayLike<number>, prefix: readonly number[]): boolean =>
  prefix.every((byte, i) => bytes[i] === byte)

/** The text behind the mark. */
const withoutMark = (bytes: Uint8Array): Uint8Array => (startsWith(bytes, mark) ? bytes.subarray(3) : bytes)

/** Whether more bytes may show that these are the first of something else. Of a pipe the next ones may come late. */
const mayBecome = (bytes: Uint8Array): boolean =>
  bytes.length < 2 ||
  [mark, ...signatures.map((one) => one.bytes)].some(
    (prefix) => bytes.length < prefix.length && startsWith(prefix, [...bytes]),
  )

const checkStart = (bytes: Uint8Array, path: string, format: TextFormat): void => {
  const known = signatures.find(({ bytes: prefix }) => startsWith(bytes, prefix))
  if (known !== undefined)
    throw new FloeError('SourceCorrupt', {
      message: `the file is ${known.is}, and ${format} text in UTF-8`,
      place: { source: path },
      hint: known.hint,
    })
  if (bytes[0] === 0 || bytes[1] === 0)
    throw new FloeError('SourceCorrupt', {
      message: 'the file has zero bytes where text begins: it is binary, or UTF-16 without a byte order mark',
      place: { source: path },
      hint: `of UTF-16, ${utf16}`,
    })
}

/**
 * The chunks of a text, without the mark.
 *
 * @throws FloeError SourceCorrupt, when the first bytes are those of another format
 */
export async function* textBytes(
  chunks: AsyncIterable<ByteChunk>,
  path: string,
  format: TextFormat,
): AsyncGenerator<ByteChunk> {
  let start: Uint8Array | undefined = new Uint8Array(0)
  let stored = 0
  for await (const part of chunks) {
    if (start === undefined) {
      yield part
      continue
    }
    start = Buffer.concat([start, part.chunk])
    stored += part.stored
    if (mayBecome(start)) continue
    checkStart(start, path, format)
    yield { chunk: withoutMark(start), stored }
    start = undefined
  }
  if (start === undefined) return
  checkStart(start, path, format)
  yield { chunk: withoutMark(start), stored }
}
