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
  // The word is told by one hash; the two bits in it by another.
  const bitsOf = (hash: number): number => (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
  return {
    put: (key) => {
      const at = hashOfKey(key, 1) & mask
      bits[at] = (bits[at] as number) | bitsOf(hashOfKey(key, 2))
    },
    has: (key) => {
      const wanted = bitsOf(hashOfKey(key, 2))
      return ((bits[hashOfKey(key, 1) & mask] as number) & wanted) === wanted
    },
  }
}
