/** C3*: equal values have the same encoding, whatever the order of their keys. */
import { held, type Law, trivial } from '../law.ts'
import { breachOf, firstBroken } from './compare.ts'
import type { CodecTrial } from './trial.ts'

/** Whether there is an object whose keys could stand in another order. */
const hasOrder = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const within = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value)
  return (!Array.isArray(value) && Object.keys(value).length > 1) || within.some(hasOrder)
}

export const deterministic: Law<CodecTrial> = {
  id: 'C3',
  name: 'deterministic',
  statement: 'x ≡ y ⇒ encode x = encode y',
  why: 'A cache that is asked by the encoding misses what it has, and equal values are counted twice.',
  mend: 'sort the keys before they are written',
  declared: 'deterministic',
  check: async (trial) => {
    const encoded = (await trial.encoded()).flatMap(({ kind, value }, i) =>
      kind === 'value' && hasOrder(trial.values[i]) ? [{ value, i }] : [],
    )
    return firstBroken(
      encoded,
      async ({ value, i }) =>
        breachOf(
          value,
          await trial.encode(trial.values[i], { isReversed: true }),
          'with its keys in the opposite order the value has another encoding',
          `encoding of values[${i}]`,
        ),
      encoded.length > 0 ? held : trivial('no value has keys that could stand in another order'),
    )
  },
}
