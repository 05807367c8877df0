/**
 * Rows that are in memory already.
 */
import type { Frozen } from '../data/frozen.ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Sequence } from '../plan/dataset.ts'
import { fromSource } from '../plan/from-source.ts'
import type { Parts } from '../plan/source.ts'
import { batchesOf } from './batches-of.ts'

const isIterable = (value: unknown): value is Iterable<unknown> =>
  value !== null && value !== undefined && typeof (value as Iterable<unknown>)[Symbol.iterator] === 'function'

const lengthOf = (values: Iterable<unknown>): { readonly rows?: number } => {
  const { length, size } = values as { readonly length?: unknown; readonly size?: unknown }
  const rows = typeof length === 'number' ? length : size
  return typeof rows === 'number' ? { rows } : {}
}

/** What is a list, of which any slice can be had at once. */
const listOf = (
  values: Iterable<unknown>,
): { readonly slice: (from: number, to: number) => Iterable<unknown>; readonly length: number } | undefined => {
  const isPlain = Array.isArray(values) && values[Symbol.iterator] === Array.prototype[Symbol.iterator]
  return isPlain || (ArrayBuffer.isView(values) && 'length' in values) ? (values as unknown as unknown[]) : undefined
}

const partsOf = (values: Iterable<unknown>): Parts | undefined => {
  const list = listOf(values)
  return (
    list && {
      cut: async function* ({ rows: size }) {
        for (let from = 0; from < list.length; from += size)
          yield { name: 'rows', from, to: Math.min(from + size, list.length) }
      },
      of: ({ from, to }) => {
        const held = list.slice(from, to)
        return { open: () => batchesOf(held, 'rows', 'the iterable'), held }
      },
    }
  )
}

/**
 * The rows of an array, a typed array, an Immutable list, a Set or any other iterable, in its order.
 *
 * The values are taken as they are, not copied or frozen; from here on their type is readonly, deeply. The iterable is
 * read at each run, so it must give the same values each time: for a generator, pass what can be iterated again.
 *
 * @throws FloeError InvalidArgument for what is not iterable, or an iterator that can be read only once
 * @example
 * await F.toList(F.rows([1, 2, 3])) // List [ 1, 2, 3 ]
 */
export const rows = <A>(values: Iterable<A>): Sequence<Frozen<A>> => {
  if (!isIterable(values) || typeof values === 'string')
    throw new FloeError('InvalidArgument', {
      message: `rows was given ${printValue(values)}, and takes an iterable of rows`,
      hint: 'put a single row in an array: rows([row])',
    })
  if (typeof (values as { readonly next?: unknown }).next === 'function')
    throw new FloeError('InvalidArgument', {
      message: 'rows was given an iterator, which can be read only once; a plan may run many times',
      hint: 'give it the rows as an array: rows([...iterator]), or an object with [Symbol.iterator]: () => make()',
    })
  return fromSource({
    format: 'rows',
    name: '',
    details: '',
    schema: S.unknown,
    open: () => batchesOf(values, 'rows', 'the iterable'),
    held: values,
    parts: partsOf(values),
    size: async () => lengthOf(values),
  })
}
