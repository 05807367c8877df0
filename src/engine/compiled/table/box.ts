/**
 * What stands in no cell, and is kept as a value. A key has a text or bigint that is the same for the same keys alone.
 */
import { ExactSum } from '../../../data/exact-sum.ts'
import { type Key, keyOf, normaliseKey } from '../../../data/key.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'

export interface KeyBox {
  readonly key: Key
  readonly value: unknown
}

export type Box = KeyBox | ExactSum

/** Throws `NotARow` for what can be no key. */
export const boxOfKey = (value: unknown): KeyBox => Object.freeze({ key: keyOf(value), value: normaliseKey(value) })

/** A sum that is no pair has an accumulator. */
const ofSum = 1200
const ofBox = 60

export const bytesOfBox = (box: Box): number =>
  box instanceof ExactSum ? ofSum : ofBox + heapBytes(box.key) + heapBytes(box.value)
