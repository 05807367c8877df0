/**
 * Random rows, as a dataset: for examples and load tests.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import { chanceOf } from '../../data/chance-of.ts'
import { deepFreeze, type Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError, type RunError } from '../../error/floe-error.ts'
import { decoderOf } from '../../plan/codec/decode-value.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import { countArgument } from '../../plan/count-argument.ts'
import type { Sequence } from '../../plan/dataset.ts'
import { fromSource } from '../../plan/from-source.ts'
import { type Seed, seedArgument } from '../../plan/seed-argument.ts'
import type { Batch, Where } from '../../plan/source.ts'
import { generatorOf, NoValue } from './generator.ts'
import { randomOf } from './random.ts'

/**
 * How `generate` makes rows.
 *
 * @example
 * const options: GenerateOptions = { seed: 7 }
 * await F.toList(F.generate(t.boolean, 3, options)) // List [ false, true, true ]
 */
export interface GenerateOptions {
  /** Other seeds give other rows. Default: 0. */
  readonly seed?: Seed
}

const batchSize = 1024

/** A whole number of 48 bits for a seed of any kind. */
const startOf = (seed: Seed): number => Math.floor(chanceOf(seed, 'generate') * 2 ** 48)

const impossible = ({ codec, why }: NoValue, where: Where): FloeError =>
  new FloeError('InvalidRow', {
    message: `no value of ${codec} was found: ${why}`,
    place: where,
    expected: codec,
    hint: 'generate what it is made of, and map the rows to what you need',
  })

async function* batches(make: (index: number) => unknown, count: number): AsyncIterable<Batch> {
  for (let start = 0; start < count; start += batchSize) {
    const rows: unknown[] = []
    const errors = new Map<number, RunError>()
    const where = (i: number): Where => ({ source: 'generate', row: start + i + 1 })
    for (let i = 0; i < Math.min(batchSize, count - start); i++) {
      try {
        rows.push(make(start + i))
      } catch (thrown) {
        if (!(thrown instanceof NoValue)) throw thrown
        rows.push(undefined)
        errors.set(i, impossible(thrown, where(i)) as RunError)
      }
    }
    yield { rows, errors, where, bytes: 0 }
  }
}

const codecOf = (given: unknown): t.Mixed => {
  const codec = givenCodec(given)
  if (codec !== undefined) return codec
  throw new FloeError('InvalidArgument', {
    message: `generate was given ${printValue(given)}, and takes a codec`,
    hint: 'F.generate(t.type({ origin: t.string, delay: t.number }), 100)',
  })
}

/**
 * Random rows of a codec: `count` of them, frozen, always the same for the same seed, on every machine. A row depends on the
 * seed and its own index alone, so that a thousand rows are the first thousand of a million.
 *
 * Values are modest. Numbers lie between -1000 and 1000, whole or with two decimals; text is a short word; arrays and
 * records have up to three items; of a union each member is as likely, null and undefined less; an optional field is there
 * three times in four. A refinement is tried up to 1,000 times. Not random enough for secrets, nor for statistics.
 *
 * Memory: none. A row for which no value is found is an InvalidRow.
 *
 * @param given a codec made of io-ts' own: strings, numbers, literals, types, partials, arrays, unions, refinements and so on
 * @throws FloeError InvalidArgument for a codec, or a part of one, that cannot be looked into
 * @example
 * const Flight = t.type({ origin: t.keyof({ SEA: null, JFK: null }), delay: t.union([t.Int, t.null]) })
 * await F.toList(F.generate(Flight, 3, { seed: 1 }))
 * // List [ { origin: 'JFK', delay: 955 }, { origin: 'SEA', delay: null }, { origin: 'SEA', delay: 302 } ]
 */
export const generate = <C extends Codec>(
  given: C,
  count: number,
  { seed = 0 }: GenerateOptions = {},
): Sequence<Frozen<Decoded<C>>> => {
  const codec = codecOf(given)
  const checked = countArgument('generate', count)
  const start = startOf(seedArgument('generate', seed))
  const make = generatorOf(codec)
  const decode = decoderOf(codec)
  const row = (index: number): unknown => {
    const decoded = decode(make(randomOf(start, index)))
    // What the codec lets pass as it is (t.unknown) is fresh too, but not frozen yet.
    if (decoded.ok) return deepFreeze(decoded.value)
    throw new NoValue(codec.name, decoded.message)
  }
  return fromSource({
    format: 'generate',
    name: `${checked} rows by seed ${printValue(seed)}`,
    details: codec.name,
    schema: schemaOfCodec(codec),
    codec,
    open: () => batches(row, checked),
    size: async () => ({ rows: checked }),
    version: async () => 'made',
  })
}
