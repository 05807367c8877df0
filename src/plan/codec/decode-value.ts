/**
 * Any value, made into one that a codec of io-ts describes, or the reason why it cannot be.
 *
 * The verdict is io-ts' own, always; what is added is that a value comes out with the codec's fields and no others,
 * fresh and frozen. Knows nothing of where values come from.
 */
import type * as t from 'io-ts'
import { printValue } from '../../data/print-value.ts'
import { compileCodec } from './compile-codec.ts'
import { Failure, failureMessage, printPath } from './decode-failure.ts'

export interface DecodeFailure {
  readonly ok: false
  /** Where in the value: `tags[2]`, `address.city`. Empty when it is the value as a whole. */
  readonly path: string
  /** What stands there. */
  readonly found: unknown
  /** What should: a word such as `number` or `object`, or the name of a codec. */
  readonly expected: string
  /** Both in one sentence, without the path. */
  readonly message: string
}

export type Decoded = { readonly ok: true; readonly value: unknown } | DecodeFailure

const failed = (failure: Failure): DecodeFailure => ({
  ok: false,
  path: printPath(failure.path),
  found: failure.found,
  expected: failure.expected,
  message: failureMessage(failure),
})

/**
 * The decoder of a codec, compiled once; call it for each value.
 *
 * - All fields of the codec are checked. A value fits if and only if `codec.decode` says so.
 * - What comes out has exactly the codec's fields, deeply, in the codec's order; fresh frozen objects and arrays. Parts
 *   of which the codec says nothing (`t.unknown`, `t.UnknownRecord`), and what a codec of your own makes, pass as they are.
 * - The input is neither changed nor frozen. Of several failures the first in the codec's order is told.
 * - Never throws: a codec or getter that does is a failure with its message.
 *
 * @example
 * const decode = decoderOf(t.type({ origin: t.string, delay: t.number }))
 * decode({ delay: 4, origin: 'SEA', extra: 1 }) // { ok: true, value: { origin: 'SEA', delay: 4 } }
 * decode({ origin: 'SEA', delay: 'late' })
 * // { ok: false, path: 'delay', found: 'late', expected: 'number', message: "'late' is not a number" }
 */
export const decoderOf = (codec: t.Mixed): ((value: unknown) => Decoded) => {
  const decode = compileCodec(codec)
  return (value) => {
    try {
      const decoded = decode(value)
      return decoded instanceof Failure ? failed(decoded) : { ok: true, value: decoded }
    } catch (thrown) {
      const said = thrown instanceof Error && typeof thrown.message === 'string' ? thrown.message : printValue(thrown)
      return {
        ok: false,
        path: '',
        found: value,
        expected: codec.name,
        message: `the codec ${codec.name} threw: ${said}`,
      }
    }
  }
}
