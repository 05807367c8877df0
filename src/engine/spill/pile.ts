/**
 * A pile: records packed into blocks, of which only the last is in memory.
 */
import type { Blocks } from './blocks.ts'
import { newIn, newOut, putCount, reserve, takeCount } from './out.ts'
import { newPack } from './pack.ts'
import type { Pile } from './spill.ts'
import { newKnown } from './tags.ts'
import { newUnpack } from './unpack.ts'

const firstRoom = 256

/** @param enough a block is written when it has so many bytes */
export const newPile = (blocks: Blocks, enough: number): Pile => {
  const known = newKnown()
  const pack = newPack(known)
  const unpack = newUnpack(known)
  let out = newOut(firstRoom)
  let count = 0

  const push = (record: readonly unknown[]): void => {
    reserve(out, 8)
    putCount(out, record.length)
    for (const value of record) pack(out, value)
    count++
    if (out.at < enough) return
    blocks.write(out.bytes, out.at)
    out.at = 0
  }

  function* recordsOf(bytes: Buffer): Generator<readonly unknown[]> {
    const source = newIn(bytes)
    while (source.at < bytes.length) {
      const record: unknown[] = new Array(takeCount(source))
      for (let i = 0; i < record.length; i++) record[i] = unpack(source)
      yield record
    }
  }

  return {
    push,
    count: () => count,
    read: function* () {
      // What is pushed meanwhile goes elsewhere.
      const rest = out.at > 0 ? Buffer.from(out.bytes.subarray(0, out.at)) : undefined
      for (const block of blocks.read()) yield* recordsOf(block)
      if (rest !== undefined) yield* recordsOf(rest)
    },
    drop: () => {
      out = newOut(0)
      count = 0
      blocks.drop()
    },
  }
}
