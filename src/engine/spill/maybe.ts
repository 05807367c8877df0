/**
 * Which keys may be among others: a Bloom filter of two bits a key. Of a key that was put it says yes; of others, no, but for a
 * few as long as there are not too many.
 */
import type { Key } from '../../data/key.ts'
import { hashOfKey } from './hash-of-key.ts'

export interface Maybe {
  readonly put: (key: Key) => void
  readonly has: (key: Key) => boolean
}

/** @param bytes how many it may take, about: the power of two below */
export const newMaybe = (bytes: number): Maybe => {
  const words = 2 ** Math.floor(Math.log2(Math.max(64, bytes) / 4))
  const bits = new Uint32Array(words)
  const mask = words - 1
  // The word is told by the lower bits of the hash; the two bits in it by all of them.
  const bitsOf = (hash: number): number => {
    const other = Math.imul(hash, 0x9e3779b1)
    return (1 << (other >>> 27)) | (1 << ((other >>> 22) & 31))
  }
  return {
    put: (key) => {
      const hash = hashOfKey(key, 1)
      bits[hash & mask] = (bits[hash & mask] as number) | bitsOf(hash)
    },
    has: (key) => {
      const hash = hashOfKey(key, 1)
      const wanted = bitsOf(hash)
      return ((bits[hash & mask] as number) & wanted) === wanted
    },
  }
}
