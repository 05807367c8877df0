/**
 * Where the frames of zstd begin and end: the format as far as it must be known to tell (RFC 8878, section 3.1).
 *
 * Node's own decompressor stops in silence where a frame ends and another begins, and, up to some version, where the file
 * was cut short (nodejs/node issues 64741 and 64592). Rows lost in silence are the one thing that must not be: so the frames
 * are counted here, and each is given to a decompressor of its own. Knows nothing of what is packed.
 */

/** Some bytes of one frame. */
export interface FramePiece {
  readonly bytes: Uint8Array
  /** Whether the frame holds something else than content, and is to be passed over. */
  readonly isSkippable: boolean
  /** Whether the frame ends with them. */
  readonly ends: boolean
}

export interface ZstdFrames {
  /** The next bytes, by frames. A `fault` says what is wrong behind the pieces. */
  readonly push: (bytes: Uint8Array) => {
    readonly pieces: readonly FramePiece[]
    readonly fault?: 'trailing' | 'damaged'
  }
  /** Whether the last frame has ended, and nothing stands behind it. */
  readonly isBetween: () => boolean
}

const magicSize = 4
const blockHeaderSize = 3
const checksumSize = 4

/** Whether bytes begin with a frame of zstd, of content or skippable. */
export const isZstd = (bytes: Uint8Array): boolean => isFrame(bytes) || isSkippableFrame(bytes)

const isFrame = ([a, b, c, d]: Uint8Array): boolean => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd
const isSkippableFrame = ([a = 0, b, c, d]: Uint8Array): boolean =>
  a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18

/** How long the rest of a frame's header is, by its first byte. */
const headerSize = (descriptor: number): number => {
  const isSingleSegment = (descriptor & 0x20) !== 0
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] as number
  const dictionarySize = [0, 1, 2, 4][descriptor & 3] as number
  return (isSingleSegment ? 0 : 1) + dictionarySize + contentSize
}

type Part = 'magic' | 'length' | 'descriptor' | 'header' | 'block' | 'body'

/** A walker over the frames of a file, which begins with one. */
export const zstdFrames = (): ZstdFrames => {
  let part: Part = 'magic'
  /** What has been read of a part whose bytes matter, and how many there are to be. */
  let read: number[] = []
  let wanted = magicSize
  /** How many bytes are passed over. */
  let left = 0
  let isSkippable = false
  let hasChecksum = false
  let isLast = false
  /** The beginning of a frame whose kind is not known yet. */
  let held: Uint8Array = new Uint8Array(0)

  const begin = (next: Part, size: number): void => {
    part = next
    wanted = size
    read = []
  }
  const pass = (size: number): void => {
    part = 'body'
    left = size
  }

  /** What a part that is whole now says. True if the frame is damaged. */
  const take = (): boolean => {
    const bytes = Uint8Array.from(read)
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes
    switch (part) {
      case 'magic':
        isSkippable = isSkippableFrame(bytes)
        isLast = isSkippable
        hasChecksum = false
        begin(isSkippable ? 'length' : 'descriptor', isSkippable ? 4 : 1)
        return false
      case 'length':
        pass(first + second * 2 ** 8 + third * 2 ** 16 + fourth * 2 ** 24)
        return false
      case 'descriptor':
        hasChecksum = (first & 4) !== 0
        begin('header', headerSize(first))
        return (first & 8) !== 0
      case 'header':
        begin('block', blockHeaderSize)
        return false
      default: {
        const header = first + second * 2 ** 8 + third * 2 ** 16
        const type = (header >> 1) & 3
        isLast = (header & 1) === 1
        pass((type === 1 ? 1 : header >> 3) + (isLast && hasChecksum ? checksumSize : 0))
        return type === 3
      }
    }
  }

  const push: ZstdFrames['push'] = (given) => {
    const bytes = held.length === 0 ? given : Buffer.concat([held, given])
    const pieces: FramePiece[] = []
    let start = 0
    let at = 0
    if (held.length > 0) read = []
    held = new Uint8Array(0)
    while (at < bytes.length) {
      if (part === 'body') {
        const passed = Math.min(left, bytes.length - at)
        left -= passed
        at += passed
      } else {
        read.push(bytes[at++] as number)
        if (read.length < wanted) continue
        if (part === 'magic' && !isZstd(Uint8Array.from(read))) return { pieces, fault: 'trailing' }
        if (take())
          return {
            pieces: [...pieces, { bytes: bytes.subarray(start, at), isSkippable, ends: false }],
            fault: 'damaged',
          }
      }
      if (part !== 'body' || left > 0) continue
      if (!isLast) begin('block', blockHeaderSize)
      else {
        pieces.push({ bytes: bytes.subarray(start, at), isSkippable, ends: true })
        start = at
        begin('magic', magicSize)
      }
    }
    if (part === 'magic') held = bytes.slice(start)
    else if (start < bytes.length) pieces.push({ bytes: bytes.subarray(start), isSkippable, ends: false })
    return { pieces }
  }

  return { push, isBetween: () => part === 'magic' && held.length === 0 }
}
