import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { givenNumber } from './given-number.ts'
import { hashOf } from './hash-of.ts'
import { estimate, observe, union } from './hyper-log-log.ts'
import { isMissing } from './is-missing.ts'
import { newSet } from './states-of-nothing.ts'

/**
 * The hashes themselves while they are few, and then the registers. How many hashes there are depends on the values
 * alone, and so does which of the two it is, however the rows were cut.
 */
type Sketch = Set<number> | Uint8Array

interface Settings {
  readonly precision?: number | undefined
}

type Function = (row: unknown, params: unknown) => unknown

const usual = 14

const isSettings = (given: unknown): given is Settings => typeof given === 'object' && given !== null

const checked = ({ precision = usual }: Settings): number =>
  givenNumber('precision of approxCountDistinct', precision, {
    is: (p) => Number.isInteger(p) && p >= 4 && p <= 18,
    expected: 'a whole number from 4 to 18',
    hint: 'A.approxCountDistinct({ precision: 12 }, (row) => row.field)',
  })

/** A hash takes some 45 bytes in a Set, and a register one: so the set is at most half as large again. */
const hashesKept = (precision: number): number => 2 ** (precision - 5)

/**
 * About how many different values a function gives, in little memory however many there are: different as keys, as
 * `countDistinct` tells them, and as it does, null and undefined are not counted. A whole number, the same in whatever
 * order and parts the rows are seen.
 *
 * Up to 2^(precision - 5) different values (512 by default) it is exact, but for chances below 1 in 10⁶. Beyond, its
 * standard error is 1.04 / √2^precision, 0.81% by default: of three counts two are nearer than that, and of a million all
 * but some tens are nearer than four times that. Memory: some 50 bytes for each different value, up to 1.5 · 2^precision
 * bytes, 24 KB by default.
 *
 * It is HyperLogLog (Flajolet et al., 2007) with Ertl's improved estimate (2017), over 48 bits of each fingerprint.
 *
 * The usual precision is 14; another one comes first: a whole number from 4 (26%) to 18 (0.2%). One more makes the error
 * 1.4 times smaller, and the memory twice as large.
 *
 * @throws FloeError InvalidArgument for another precision
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.approxCountDistinct((s: string | null) => s))(['a', 'b', null, 'a']) // 2
 * const numbers = Array.from({ length: 100_000 }, (_, i) => i)
 * A.fold(A.approxCountDistinct((n: number) => n))(numbers) // 100338
 * A.fold(A.approxCountDistinct({ precision: 10 }, (n: number) => n))(numbers) // 104658
 */
export function approxCountDistinct<A>(f: (row: A) => unknown): Aggregate<A, number>
export function approxCountDistinct<A, P>(f: (row: A, params: P) => unknown, params: P): Aggregate<A, number>
export function approxCountDistinct<A>(settings: Settings, f: (row: A) => unknown): Aggregate<A, number>
export function approxCountDistinct<A, P>(
  settings: Settings,
  f: (row: A, params: P) => unknown,
  params: P,
): Aggregate<A, number>
export function approxCountDistinct(
  ...given: readonly [Settings | Function, ...unknown[]]
): Aggregate<unknown, number> {
  const [settings, f, ...params] = isSettings(given[0]) ? given : [{}, ...given]
  const precision = checked(settings as Settings)
  const read = lambda('approxCountDistinct', f as Function, ...(params as unknown[] as [] | [unknown]))
  const most = hashesKept(precision)

  const settled = (sketch: Sketch): Sketch => {
    if (sketch instanceof Uint8Array || sketch.size <= most) return sketch
    const registers = new Uint8Array(2 ** precision)
    for (const hash of sketch) observe(registers, precision, hash)
    return registers
  }
  const add = (sketch: Sketch, hash: number): Sketch => {
    if (sketch instanceof Set) return settled(sketch.add(hash))
    observe(sketch, precision, hash)
    return sketch
  }

  return defineReading<Sketch, unknown, number, number | undefined>({
    name: `approxCountDistinct ${precision === usual ? '' : `{ precision: ${precision} } `}${printLambda(read)}`,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: newSet,
    reads: read,
    check: (value) => (isMissing(value) ? undefined : hashOf(value)),
    take: (sketch, hash) => (hash === undefined ? sketch : add(sketch, hash)),
    merge: (left, right) => {
      if (left instanceof Set) {
        if (right instanceof Set) return settled(new Set([...left, ...right]))
        return [...left].reduce(add, right.slice())
      }
      return right instanceof Set ? [...right].reduce(add, left.slice()) : union(left, right)
    },
    done: (sketch) => (sketch instanceof Set ? sketch.size : Math.round(estimate(sketch, precision))),
    encode: (sketch) =>
      sketch instanceof Set
        ? [...sketch].sort((a, b) => a - b)
        : btoa(Array.from(sketch, (rank) => String.fromCharCode(rank)).join('')),
    decode: (encoded) =>
      typeof encoded === 'string'
        ? Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0))
        : new Set(encoded as number[]),
  })
}
