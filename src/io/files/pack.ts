/**
 * What bytes go through on their way into a file: as its name says, gzip, zstd or nothing. Knows neither rows nor how a file is
 * opened.
 */
import { once } from 'node:events'
import type { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { FloeError } from '../../error/floe-error.ts'

/** Where bytes go in the end. */
export interface Into {
  readonly write: (bytes: Uint8Array, offset: number, length: number) => Promise<{ readonly bytesWritten: number }>
}

/** It neither opens nor closes what it writes into. After `end` no more can be written. */
export interface Through {
  readonly write: (bytes: Uint8Array) => Promise<void>
  readonly end: () => Promise<void>
  readonly stop: () => void
}

const writeAll = async (file: Into, bytes: Uint8Array): Promise<void> => {
  let done = 0
  while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done)).bytesWritten
}

/** Packers are fed blocks of this many bytes, so that what they make does not depend on how the bytes came. */
const blockSize = 64 * 1024

const packed = (file: Into, packer: Transform): Through => {
  const written = (async () => {
    for await (const chunk of packer) await writeAll(file, chunk as Buffer)
  })()
  written.catch(() => packer.destroy())
  let block = Buffer.allocUnsafe(blockSize)
  let filled = 0
  const feed = async (bytes: Uint8Array): Promise<void> => {
    if (!packer.write(bytes)) await Promise.race([once(packer, 'drain'), written])
  }
  return {
    write: async (bytes) => {
      for (let from = 0; from < bytes.length; ) {
        const size = Math.min(blockSize - filled, bytes.length - from)
        block.set(bytes.subarray(from, from + size), filled)
        filled += size
        from += size
        if (filled < blockSize) continue
        await feed(block)
        block = Buffer.allocUnsafe(blockSize)
        filled = 0
      }
    },
    end: async () => {
      if (filled > 0) await feed(block.subarray(0, filled))
      packer.end()
      await written
    },
    stop: () => packer.destroy(),
  }
}

const plain = (file: Into): Through => ({
  write: (bytes) => writeAll(file, bytes),
  end: async () => undefined,
  stop: () => undefined,
})

type MakePacker = () => Transform

/** Node has it from 22.15 and 23.8 on. */
const zstdOfNode = (zlib as { readonly createZstdCompress?: MakePacker }).createZstdCompress

/** Neither writes a name or a time into what it packs: the same bytes are the same bytes every time. */
const packerFor = (path: string, zstd: MakePacker | undefined): MakePacker | undefined => {
  if (/\.gz$/i.test(path)) return () => zlib.createGzip()
  if (!/\.zst$/i.test(path)) return undefined
  if (zstd !== undefined) return () => zstd()
  throw new FloeError('SinkFailed', {
    message: `'${path}' is to be packed by zstd, which Node ${process.versions.node} cannot do`,
    hint: `Node 22.15 and later can; or name it .gz, or without .zst and pack it afterwards: zstd ${path.slice(0, -4)}`,
  })
}

/** @throws FloeError SinkFailed, for a name that asks for what this Node cannot do */
export const checkPacking = (path: string): void => void packerFor(path, zstdOfNode)

/**
 * What a file of this name is packed by: gzip for `.gz`, zstd for `.zst`.
 *
 * @throws FloeError SinkFailed, as `checkPacking`
 */
export const through = (file: Into, path: string, zstd: MakePacker | undefined = zstdOfNode): Through => {
  const make = packerFor(path, zstd)
  return make === undefined ? plain(file) : packed(file, make())
}
