import { OrderedMap } from 'immutable'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { type Key, keyOf, normaliseKey } from '../data/key.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown } from './aggregate.ts'
import { newMap } from './states-of-nothing.ts'

type Entry = [key: unknown, value: unknown]

/**
 * What one function gives for each row, under what another gives: an Immutable `OrderedMap`. Of several rows with one
 * key the last wins, at the place of the first, as in `new Map(entries)`; so it needs a sequence. Keys are told apart as
 * by `groupBy`, and shown as there: +0 for -0. Null is a key, and a value, like any other. Memory: an entry for each key.
 *
 * Let keys be text, numbers, or collections of Immutable: `get` finds plain objects and arrays by reference only. And it
 * takes a date for its number of milliseconds, and a `Stack` for a `List`: such keys become one entry, the later one.
 *
 * @throws FloeError NotARow while running, where a key can be no row (a function, a class instance)
 * @example
 * const codes = [{ code: 'ULM', name: 'Ulm' }, { code: 'BNN', name: 'Bonn' }, { code: 'ULM', name: 'Neu-Ulm' }]
 * A.fold(A.toMap((c: { code: string; name: string }) => c.code, (c) => c.name))(codes)
 * // OrderedMap { 'ULM': 'Neu-Ulm', 'BNN': 'Bonn' }
 */
export function toMap<A, K, V>(key: (row: A) => K, value: (row: A) => V): Aggregate<A, OrderedMap<K, V>, 'sequence'>
export function toMap<A, K, V, P>(
  key: (row: A, params: P) => K,
  value: (row: A, params: P) => V,
  params: P,
): Aggregate<A, OrderedMap<K, V>, 'sequence'>
export function toMap<A, K, V, P>(
  key: (row: A, params: P) => K,
  value: (row: A, params: P) => V,
  ...params: readonly [] | readonly [P]
): Aggregate<A, OrderedMap<K, V>, 'sequence'> {
  const readKey = lambda('toMap', key, ...params)
  const readValue = lambda('toMap', value, ...params)
  const keyed = ([key, value]: Entry): [Key, Entry] => [keyOf(key), [key, value]]
  return defineKnown<Map<Key, Entry>, A, OrderedMap<K, V>, 'sequence'>(
    {
      name: `toMap ${printLambda(readKey)} to ${printLambda(readValue)}`,
      needs: 'sequence',
      splits: true,
      init: newMap,
      step: (entries, row) => {
        const given = readKey.call(row)
        return entries.set(keyOf(given), [normaliseKey(given), readValue.call(row)])
      },
      merge: (left, right) => new Map([...left, ...right]),
      done: (entries) => OrderedMap(entries.values() as Iterable<[K, V]>),
      encode: (entries) => [...entries.values()].map(encodeValue),
      decode: (encoded) => new Map((encoded as unknown[]).map((entry) => keyed(decodeValue(entry) as Entry))),
    },
    { lambdas: [readKey, readValue], calls: [readKey, readValue] },
  )
}
