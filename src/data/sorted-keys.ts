/**
 * The keys of an object in order, quickly for many objects alike. Knows nothing of values.
 */
import { compareStrings } from './compare-strings.ts'

// Rows of one dataset have the same keys in the same order, and sorting them is most of the work. So the sorted keys of
// the last object with as many keys are kept. It is only ever a shortcut: nothing depends on what was seen before.
interface SortedKeys {
  readonly keys: readonly string[]
  readonly sorted: readonly string[]
}
const remembered: (SortedKeys | undefined)[] = []
const mostKeysRemembered = 64

const areSame = (a: readonly string[], b: readonly string[]): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/**
 * The own enumerable string keys, by code point. Do not write to the result: it may be shared.
 *
 * @example
 * sortedKeys({ b: 1, a: 2 }) // ['a', 'b']
 */
export const sortedKeys = (value: object): readonly string[] => {
  const keys = Object.keys(value)
  if (keys.length >= mostKeysRemembered) return keys.sort(compareStrings)
  const known = remembered[keys.length]
  if (known !== undefined && areSame(keys, known.keys)) return known.sorted
  const sorted = keys.toSorted(compareStrings)
  remembered[keys.length] = { keys, sorted }
  return sorted
}
