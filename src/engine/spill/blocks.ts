/**
 * Files of blocks: written one after the other, read back from the start, each with its length and a checksum. There is no file
 * before the first block.
 */
import { FloeError } from '../../error/floe-error.ts'
import { type FileSystem, type PlaceForFiles, spillFailed } from './place-for-files.ts'

/** Blocks in a file. */
export interface Blocks {
  readonly write: (bytes: Buffer, length: number) => void
  readonly count: () => number
  /** Of each block its bytes, which are good until the next is asked for. */
  readonly read: () => Iterable<Buffer>
  readonly drop: () => void
}

export interface BlockFiles {
  readonly newBlocks: () => Blocks
  readonly close: () => void
}

const headLength = 8

export interface Bounds {
  /** How many bytes there may be in all files together. */
  readonly most: number
  /** How many bytes may be in a block: what is read back must have room. */
  readonly longest: number
}

export const newBlockFiles = (fs: FileSystem, place: PlaceForFiles, { most, longest }: Bounds): BlockFiles => {
  const { crc32 } = process.getBuiltinModule('node:zlib')
  const open = new Set<number>()
  let used = 0

  const corrupt = (path: string, at: number): FloeError =>
    new FloeError('SpillFailed', {
      message: `rows that were put aside came back changed: the block at byte ${at} of '${path}'`,
      hint: 'somebody wrote to that file, or the disk fails: run again',
    })

  const writeAll = (file: number, bytes: Buffer, length: number): void => {
    for (let at = 0; at < length; ) at += fs.writeSync(file, bytes, at, length - at)
  }

  const readAll = (file: number, bytes: Buffer, length: number, position: number): boolean => {
    for (let at = 0; at < length; ) {
      const count = fs.readSync(file, bytes, at, length - at, position + at)
      if (count === 0) return false
      at += count
    }
    return true
  }

  const newBlocks = (): Blocks => {
    let file: number | undefined
    let path = ''
    let size = 0
    let count = 0
    const head = Buffer.alloc(headLength)

    const write = (bytes: Buffer, length: number): void => {
      if (length > longest)
        throw new FloeError('SpillFailed', {
          message: `a row takes about ${length} bytes, and there is room for ${longest}`,
          hint: "allow more memory: { memory: '1GB' }",
        })
      if (used + headLength + length > most)
        throw new FloeError('SpillFailed', {
          message: `rows for which there is no memory take more than ${most} bytes of disk`,
          hint: "allow more memory, or more disk: { memory: '1GB', disk: '20GB' }",
        })
      head.writeUInt32LE(length, 0)
      head.writeUInt32LE(crc32(length === bytes.length ? bytes : bytes.subarray(0, length)), 4)
      try {
        if (file === undefined) {
          path = place.newPath()
          file = fs.openSync(path, 'wx+', 0o600)
          open.add(file)
        }
        writeAll(file, head, headLength)
        writeAll(file, bytes, length)
      } catch (thrown) {
        if (thrown instanceof FloeError) throw thrown
        throw spillFailed('put aside', place.root, thrown)
      }
      size += headLength + length
      used += headLength + length
      count++
    }

    const read = function* (): Generator<Buffer> {
      const mine = Buffer.alloc(headLength)
      let bytes = Buffer.allocUnsafeSlow(0)
      // What was there when reading began.
      const end = size
      for (let at = 0; at < end; ) {
        let isRight = false
        let length = 0
        try {
          isRight = readAll(file as number, mine, headLength, at)
          length = mine.readUInt32LE(0)
          isRight &&= at + headLength + length <= end
          if (isRight) {
            if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(length)
            isRight = readAll(file as number, bytes, length, at + headLength)
          }
        } catch (thrown) {
          throw spillFailed('read back', place.root, thrown)
        }
        const block = bytes.subarray(0, length)
        if (!isRight || crc32(block) !== mine.readUInt32LE(4)) throw corrupt(path, at)
        yield block
        at += headLength + length
      }
    }

    return {
      write,
      count: () => count,
      read,
      drop: () => {
        if (file === undefined) return
        open.delete(file)
        fs.closeSync(file)
        fs.rmSync(path, { force: true })
        file = undefined
        used -= size
        size = 0
        count = 0
      },
    }
  }

  return {
    newBlocks,
    close: () => {
      for (const file of open) fs.closeSync(file)
      open.clear()
      place.close()
    },
  }
}
