/**
 * Numbers in chunks, each in as few bytes as all of them need: one, two or four where all are whole, else eight. What comes out is
 * what went in, -0 and NaN among it.
 */
import { chunkBits, chunkLength, chunkMask, firstLength } from './cells.ts'
import type { Used } from './used.ts'

export type NumberChunk = Int8Array | Int16Array | Int32Array | Float64Array

export interface Numbers {
  readonly push: (value: number) => void
  readonly at: (i: number) => number
  readonly length: () => number
  readonly bytes: () => number
  /** Number `i` is `chunks[i >> chunkBits][i & chunkMask]`; the list is the same one as long as there are numbers. */
  readonly chunks: readonly NumberChunk[]
}

const forms = [Int8Array, Int16Array, Int32Array, Float64Array] as const
const double = forms.length - 1

const isBelowZero = (value: number): boolean => value === 0 && 1 / value < 0

export const newNumbers = (used: Used): Numbers => {
  const chunks: NumberChunk[] = []
  let form = 0
  let last: NumberChunk = new Int8Array(0)
  let length = 0
  const make = (size: number): NumberChunk => new (forms[form] as (typeof forms)[number])(size)
  const grow = (): void => {
    const at = length & chunkMask
    const more = make(length >= chunkLength ? chunkLength : Math.max(firstLength, 2 * at))
    if (at > 0) more.set(last)
    used.bytes += more.byteLength - (at > 0 ? last.byteLength : 0)
    last = more
    chunks[length >>> chunkBits] = more
  }
  const isLost = (cell: number | undefined, value: number): boolean => cell !== value || isBelowZero(value)
  /** The last chunk cannot hold this: all become wider. */
  const widen = (value: number): void => {
    const one = [value]
    do form++
    while (form < double && isLost((forms[form] as typeof Int32Array).from(one)[0], value))
    for (const [k, chunk] of chunks.entries()) {
      const wide = make(chunk.length)
      wide.set(chunk)
      used.bytes += wide.byteLength - chunk.byteLength
      chunks[k] = wide
    }
    last = chunks[chunks.length - 1] as NumberChunk
  }
  return {
    chunks,
    push: (value) => {
      const at = length & chunkMask
      if (at === 0 || at === last.length) grow()
      last[at] = value
      if (form !== double && isLost(last[at], value)) {
        widen(value)
        last[at] = value
      }
      length++
    },
    at: (i) => (chunks[i >>> chunkBits] as NumberChunk)[i & chunkMask] as number,
    length: () => length,
    bytes: () => chunks.reduce((bytes, chunk) => bytes + chunk.byteLength, 0),
  }
}
