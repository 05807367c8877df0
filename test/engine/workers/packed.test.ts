/**
 * Proves that rows which go from one thread to another are the same when they arrive, whatever they are made of, through real
 * channels.
 */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import fc from 'fast-check'
import * as I from 'immutable'
import { expect, test } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { newPacker, type Packed, unpacked } from '../../../src/engine/workers/packed.ts'

/** As it arrives on the other side, where nothing is known of this one. */
const arrived = (rows: readonly unknown[]): readonly unknown[] => {
  const packer = newPacker()
  for (const row of rows) packer.push(row)
  const sent = packer.done()
  const { port1, port2 } = new MessageChannel()
  port1.postMessage(sent, [...sent.buffers])
  const { message } = receiveMessageOnPort(port2) as { readonly message: Packed }
  port1.close()
  // What was sent has changed hands.
  expect(sent.buffers.every(({ byteLength }) => byteLength === 0)).toBe(true)
  return [...unpacked(message)].flat()
}

test('plain values', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
          withUnicodeString: true,
        } as never),
        { maxLength: 20 },
      ),
      (rows) => {
        const found = arrived(rows)
        expect(found.length).toBe(rows.length)
        for (const [i, row] of rows.entries()) expect(identical(found[i], row)).toBe(true)
      },
    ),
  ))

test("Immutable's collections", () => {
  const rows = [
    I.List([1]),
    I.Stack(['a']),
    I.Set([1]),
    I.OrderedSet([2, 1]),
    I.Map({ a: I.List() }),
    I.OrderedMap({ b: 1, a: 2 }),
  ]
  const found = arrived(rows)
  for (const [i, row] of rows.entries()) expect(identical(found[i], row)).toBe(true)
})

test('more rows than fit into one buffer', () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => Object.freeze({ i, text: `row ${i}`, half: i / 2 }))
  const found = arrived(rows)
  expect(found).toEqual(rows)
  expect(found.every(Object.isFrozen)).toBe(true)
})

test('what cannot go says so', () => {
  expect(() => arrived([I.Record({ a: 1 })()])).toThrow(/a Record of Immutable's cannot go from one thread to another/)
  expect(() => arrived([() => 1])).toThrow(/FLOE101/)
})
