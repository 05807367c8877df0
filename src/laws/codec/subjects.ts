/**
 * Codecs, as what laws are checked on.
 */

import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { givenCodec } from '../../codec/codec.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { steadyWorld } from '../ambient/steady.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { rowsOf } from '../arbitrary/rows-of.ts'
import { someRows } from '../arbitrary/some-rows.ts'
import { givenDeclared } from '../given-subject.ts'
import type { Property } from '../law.ts'
import { type Fresh, makerOf, type Subject } from '../subject.ts'
import { look } from '../value/look.ts'
import { codecLaws } from './laws.ts'
import { type CodecTrial, type Tried, trialOf } from './trial.ts'

/**
 * A codec in plain form, or one of io-ts. Either function may give a promise; `decode` throws or gives a `Left` where it
 * refuses. Without `decode` it is a key, which is looked things up by.
 *
 * @example
 * const time: L.Pair<Date, string> = { encode: (time) => time.toISOString(), decode: (text) => new Date(text) }
 * time.encode(new Date(0)) // '1970-01-01T00:00:00.000Z'
 */
export interface Pair<A, E> {
  readonly encode: (value: A) => E | Promise<E>
  readonly decode?: (encoded: E) => unknown
}

/**
 * What values a codec is tried on, and what is promised of it.
 *
 * @example
 * const names = fc.array(fc.constantFrom('', 'Ada'), { maxLength: 2 })
 * const options: L.CodecOptions<readonly string[]> = { values: names, declared: ['injective'] }
 * await L.check(L.codec({ encode: (all) => JSON.stringify(all) }, options))
 * const { laws } = await L.examine(L.codec({ encode: (all) => all.join('') }, options))
 * laws.find(({ id }) => id === 'C4')?.verdict // 'broken'
 */
export interface CodecOptions<A, E = unknown> {
  /** Any value. Of a codec of io-ts, `rowsOf` it unless said. */
  readonly values?: fc.Arbitrary<A>
  /** As failures name it. */
  readonly name?: string
  /** `deterministic` (C3), `injective` (C4), `total`: refuses not only what was cut off, but any garbage (C7). */
  readonly declared?: readonly Property[]
  /** Decodes what comes in pieces (C5). */
  readonly chunks?: (pieces: readonly E[]) => unknown
  /** What values were encoded by before (C6): a codec of io-ts; or an encoder, of these values or of others. */
  readonly old?: t.Mixed | { readonly encode: (value: never) => unknown; readonly values?: fc.Arbitrary<unknown> }
}

/**
 * Values, those for the older codec, and a number by which all that is chosen for the laws is chosen.
 *
 * @example
 * const instance: L.CodecInstance = { values: [{ delay: 20 }], old: [], salt: 0 }
 * L.codec(t.type({ delay: t.number })).begin().print(instance) // '[{ delay: 20 }]'
 */
export interface CodecInstance {
  readonly values: readonly unknown[]
  readonly old: readonly unknown[]
  readonly salt: number
}

const mayHaveOf = (values: fc.Arbitrary<unknown>): Tried['mayHave'] => {
  let looks: readonly string[] | undefined
  return (half) => {
    looks ??= fc.sample(values, { seed: 1, numRuns: 100 }).map(look)
    return looks.some((one) => one.includes(half))
  }
}

/**
 * A codec: of io-ts, or a pair of an encoder, to text, bytes or JSON, and a decoder. Of a pair that is made afresh, by
 * `L.fresh(() => pair)`, each decoder is a new one, as in another process: it knows nothing of what was encoded.
 *
 * @throws FloeError InvalidArgument for a pair without values to try it on
 * @example
 * await L.check(L.codec(t.type({ at: C.dateFromIso, delay: t.number })))
 * const json = { encode: (n: number) => JSON.stringify(n), decode: (text: string): unknown => JSON.parse(text) }
 * const { laws } = await L.examine(L.codec(json, { values: fc.constantFrom(1, NaN) }))
 * laws.find(({ id }) => id === 'C1')?.verdict // 'broken'
 */
export const codec = <A, E>(
  given: Pair<A, E> | Fresh<Pair<A, E>>,
  options: CodecOptions<A, E> = {},
): Subject<CodecInstance, CodecTrial> => {
  const { name, declared = [], chunks, old } = options
  const { make, makesFresh } = makerOf(given)
  const known = makesFresh ? undefined : givenCodec(given)
  const values: fc.Arbitrary<unknown> | undefined = options.values ?? (known && rowsOf(known))
  if (values === undefined)
    throw new FloeError('InvalidArgument', {
      message: 'codec was given a pair of functions without values to try them on',
      hint: 'L.codec({ encode, decode }, { values: L.rowsOf(t.type({ at: t.number })) })',
    })
  const oldCodec = old && givenCodec(old)
  const oldValues =
    oldCodec === undefined ? (old as { values?: fc.Arbitrary<unknown> } | undefined)?.values : rowsOf(oldCodec)
  const mayHave = mayHaveOf(values)
  const tried = (): Tried => {
    const pair = make()
    const steady = steadyWorld()
    return {
      steady,
      known: new Map(),
      encode: (value) => steady.call(() => pair.encode(value as A)),
      decode: pair.decode && ((encoded) => steady.call(() => (makesFresh ? make() : pair).decode?.(encoded as E))),
      chunks: chunks && ((pieces) => steady.call(() => chunks(pieces as readonly E[]))),
      old: old && { encode: (value) => old.encode(value as never), isSame: oldValues === undefined },
      isIoTs: known !== undefined,
      isTotal: declared.includes('total'),
      mayHave,
    }
  }
  const theirs = oldValues ?? values
  return {
    kind: 'codec',
    name: name ?? known?.name ?? 'the codec',
    laws: codecLaws,
    declared: givenDeclared('codec', declared),
    rowsIn: 'values',
    isShared: !makesFresh && known === undefined,
    instances: fc.record({
      values: someRows(givenArbitrary('codec', 'values', values)),
      old: old === undefined ? fc.constant([]) : someRows(theirs),
      salt: fc.nat(1000),
    }),
    begin: () => {
      const one = tried()
      return {
        trial: (instance) => trialOf(one, instance),
        print: ({ values: all, old: others }) =>
          old === undefined
            ? printValue(all, 400)
            : `${printValue(all, 400)}, and of the older codec ${printValue(others, 400)}`,
      }
    },
  }
}
