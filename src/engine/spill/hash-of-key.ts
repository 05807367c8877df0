/**
 * A hash of keys, by which rows are put into parts: equal keys into the same. It says nothing of whether keys are equal, and
 * no answer depends on it: only how evenly the parts are filled.
 */
import type { Key } from '../../data/key.ts'

/** Murmur's finish: all bits of the one change all bits of the other. */
const mixed = (hash: number): number => {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const bits = new DataView(new ArrayBuffer(8))

/** The hash of a number that is a key. */
export const hashOfNumber = (value: number, seed: number): number => {
  if ((value | 0) === value) return mixed(Math.imul(value, 0x9e3779b1) ^ seed)
  // NaN is one key, whatever its bits: 0 / 0 has others than the constant.
  bits.setFloat64(0, Number.isNaN(value) ? 0.5 : value)
  return mixed(mixed(bits.getInt32(0) ^ seed) ^ bits.getInt32(4))
}

const ofText = (text: string, seed: number): number => {
  let h = seed ^ text.length
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mixed(h)
}

/** The hash of some bytes that are a key. */
export const hashOfBytes = (bytes: Uint8Array, from: number, to: number, seed: number): number => {
  let h = seed ^ (to - from)
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193)
  return mixed(h)
}

/** A number from 0 to 2³² - 1. Other seeds give other hashes: a part can be parted again. */
export const hashOfKey = (key: Key, seed: number): number => {
  switch (typeof key) {
    case 'number':
      return hashOfNumber(key, seed)
    case 'string':
      return ofText(key, seed)
    default:
      return ofText(String(key), seed)
  }
}
