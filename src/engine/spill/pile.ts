/**
 * A pile: records packed into blocks, of which only the last is in memory. Blocks begin with their form: they hold short whole
 * numbers as long as there is nothing else, then numbers, then anything.
 */
import type { Blocks } from './blocks.ts'
import { type Form, forms, type NumberBlock, newNumberBlock, recordsOfNumbers } from './numbers.ts'
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
  let out = newOut(0)
  let form: Form = forms.whole
  let numbers: NumberBlock | undefined
  let count = 0

  const pushAny = (record: readonly unknown[]): void => {
    reserve(out, 9)
    if (out.at === 0) out.bytes[out.at++] = forms.any
    putCount(out, record.length)
    for (const value of record) pack(out, value)
    if (out.at < enough) return
    blocks.write(out.bytes, out.at)
    out.at = 0
  }

  const flushNumbers = (): void => {
    if (numbers === undefined) return
    const bytes = numbers.bytes()
    if (!numbers.isEmpty()) blocks.write(bytes, bytes.length)
    numbers.clear()
  }

  /** Goes on to the next form as soon as one is not fit for a record. */
  const pushNumbers = (record: readonly unknown[]): boolean => {
    while (form !== forms.any) {
      numbers ??= newNumberBlock(form, record.length)
      if (numbers.push(record)) {
        if (numbers.length() >= enough) flushNumbers()
        return true
      }
      flushNumbers()
      numbers = undefined
      form = form === forms.whole ? forms.double : forms.any
    }
    out = newOut(firstRoom)
    return false
  }

  const push = (record: readonly unknown[]): void => {
    if (form === forms.any || !pushNumbers(record)) pushAny(record)
    count++
  }

  function* recordsOf(bytes: Buffer): Generator<readonly unknown[]> {
    const source = newIn(bytes, 1)
    while (source.at < bytes.length) {
      const record: unknown[] = new Array(takeCount(source))
      for (let i = 0; i < record.length; i++) record[i] = unpack(source)
      yield record
    }
  }

  const read = (bytes: Buffer): Iterable<readonly unknown[]> =>
    bytes[0] === forms.any ? recordsOf(bytes) : recordsOfNumbers(bytes)

  /** A copy of what is not written yet: what is pushed meanwhile goes elsewhere. */
  const restOf = (): Buffer => {
    const bytes = numbers === undefined ? out.bytes.subarray(0, out.at) : numbers.bytes()
    const copy = Buffer.allocUnsafeSlow(bytes.length)
    bytes.copy(copy)
    return copy
  }

  return {
    push,
    count: () => count,
    read: function* () {
      const rest = restOf()
      for (const block of blocks.read()) yield* read(block)
      if (rest.length > 0) yield* read(rest)
    },
    drop: () => {
      out = newOut(0)
      numbers = undefined
      form = forms.whole
      count = 0
      blocks.drop()
    },
  }
}
