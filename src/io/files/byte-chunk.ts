/**
 * What readers of bytes hand on.
 */

/** Some bytes in a row, and how many bytes on disk were consumed for them since the chunk before. */
export interface ByteChunk {
  readonly chunk: Uint8Array
  readonly stored: number
}
