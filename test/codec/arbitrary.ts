/** Codecs of floe/codec with values that they make: what their laws are tested on. */
import fc from 'fast-check'
import * as C from 'floe/codec'
import * as t from 'io-ts'
import { milliseconds } from '../time/arbitrary.ts'

export interface Case {
  readonly codec: t.Mixed
  readonly values: fc.Arbitrary<unknown>
}

const micros = fc.bigInt({ min: -8_640_000_000_000_000_000n, max: 8_640_000_000_000_000_000n })

const nearest = (count: bigint, digits: number): number => Number(`${count}e-${digits}`)

export const cases: readonly Case[] = [
  { codec: C.dateFromIso, values: milliseconds },
  { codec: C.dateFromPostgres, values: milliseconds },
  { codec: C.dateFromSeconds, values: milliseconds },
  { codec: C.dateFromMicros, values: micros.map((count) => nearest(count, 3)) },
  { codec: C.dateFromNanos, values: micros.map((count) => nearest(count, 6)) },
  { codec: C.numberFromText, values: fc.double({ noNaN: true }) },
  { codec: C.intFromText, values: fc.maxSafeInteger() },
  { codec: C.bigintFromText, values: fc.bigInt() },
  { codec: C.booleanFromText, values: fc.boolean() },
  { codec: C.booleanFrom('Y', 'N'), values: fc.boolean() },
  { codec: C.booleanFrom(1, 0), values: fc.boolean() },
  { codec: C.oneOf('a', 'B', 'c, d'), values: fc.constantFrom('a', 'B', 'c, d') },
  { codec: C.oneOf(1, 2.5, 'x', true), values: fc.constantFrom(1, 2.5, 'x', true) },
  { codec: C.nullIfEmpty(C.dateFromIso), values: fc.option(milliseconds) },
  { codec: C.nullIfEmpty(C.numberFromText), values: fc.option(fc.double({ noNaN: true })) },
  { codec: C.nullIfEmpty(t.string), values: fc.option(fc.string({ minLength: 1 })) },
  { codec: C.nullIfEmpty(C.oneOf('a', 'b')), values: fc.constantFrom('a', 'b', null) },
]

export const oneCase: fc.Arbitrary<{ readonly codec: t.Mixed; readonly value: unknown }> = fc
  .constantFrom(...cases)
  .chain(({ codec, values }) => values.map((value) => ({ codec, value })))

/** What people and machines write where one of these belongs. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.constantFrom('', ' ', '1', 'true', 'N', 'null', '2024-01-31', '2024-01-31 00:00:00+00', '1e3', '-0', 'a'),
  fc.double().map(String),
  fc.bigInt(),
  fc.date(),
)
