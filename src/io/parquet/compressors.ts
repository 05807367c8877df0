/**
 * How pages are unpacked. Node's own zlib where it can, which is several times faster; else hyparquet's companion.
 */
import * as zlib from 'node:zlib'
import type { Compressors } from 'hyparquet'

type Unpack = (packed: Uint8Array, size: number) => Uint8Array

/** Node's functions refuse to make nothing, and never make more than was announced. */
const native =
  (unpack: (packed: Uint8Array, options: { readonly maxOutputLength: number }) => Uint8Array): Unpack =>
  (packed, size) =>
    size === 0 ? new Uint8Array(0) : unpack(packed, { maxOutputLength: size })

/** Only Node from 22.15 on has it. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (packed: Uint8Array) => Uint8Array }

let loaded: Promise<Compressors> | undefined

/** All methods but LZO, loaded once. */
export const loadCompressors = (): Promise<Compressors> => {
  loaded ??= import('hyparquet-compressors').then(({ compressors }) => ({
    ...compressors,
    GZIP: native(zlib.unzipSync),
    BROTLI: native(zlib.brotliDecompressSync),
    ...(zstdDecompressSync === undefined ? {} : { ZSTD: native(zstdDecompressSync) }),
  }))
  return loaded
}
