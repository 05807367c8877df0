/**
 * Values of any kind as bytes, one after the other, and where each begins. What cannot be packed, as it can be no row, is kept as
 * it is.
 */
import { heapBytes } from '../spill/heap-bytes.ts'
import { type In, newIn, newOut, type Out, readFrom } from '../spill/out.ts'
import { newPack } from '../spill/pack.ts'
import { newKnown } from '../spill/tags.ts'
import { newUnpack } from '../spill/unpack.ts'
import { newNumbers } from './numbers.ts'
import type { Used } from './used.ts'

export interface PackedValues {
  readonly push: (value: unknown) => void
  readonly at: (i: number) => unknown
  readonly length: () => number
}

/** A value begins in the first so many bytes of its part, and ends wherever it ends. */
const partLength = 2 ** 16
/** The next part begins where there is less room than this. */
const littleRoom = 512
const firstRoom = 64

export const newPackedValues = (used: Used): PackedValues => {
  const known = newKnown()
  const pack = newPack(known)
  const unpack = newUnpack(known)
  /** Where each begins; of those that are kept, below zero, which one it is. */
  const starts = newNumbers(used)
  const parts: In[] = []
  const kept: unknown[] = []
  let out: Out = newOut(firstRoom)
  let counted = 0
  let last: unknown
  let lastStart = 0

  const count = (): void => {
    used.bytes += out.bytes.length - counted
    counted = out.bytes.length
  }
  /** Goes on with another part; what the one before does not need is given back. */
  const next = (): void => {
    const bytes = Buffer.allocUnsafeSlow(out.at)
    out.bytes.copy(bytes, 0, 0, out.at)
    parts[parts.length - 1] = newIn(bytes)
    used.bytes += bytes.length - counted
    counted = 0
    out = newOut(partLength)
  }
  const keep = (value: unknown): number => {
    used.bytes += 8 + heapBytes(value)
    return -kept.push(value)
  }
  const put = (value: unknown): number => {
    if (out.at > partLength - littleRoom) next()
    const start = out.at
    try {
      pack(out, value)
    } catch {
      out.at = start
      return keep(value)
    }
    count()
    if (start === 0) parts.push(newIn(out.bytes))
    return (parts.length - 1) * partLength + start
  }
  return {
    push: (value) => {
      // The same text again and again, as that of a file's name, is there once.
      if (starts.length() === 0 || typeof value === 'object' || !Object.is(value, last)) {
        lastStart = put(value)
        // No value is this.
        last = typeof value === 'object' ? starts : value
      }
      starts.push(lastStart)
    },
    at: (i) => {
      const start = starts.at(i)
      if (start < 0) return kept[-1 - start]
      const part = Math.floor(start / partLength)
      const source = parts[part] as In
      readFrom(source, part === parts.length - 1 ? out.bytes : source.bytes, start % partLength)
      return unpack(source)
    },
    length: starts.length,
  }
}
