/**
 * A number that a value has by chance, and always: what seeded sampling and shuffling go by.
 */
import { fingerprint } from './fingerprint.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * A number from 0 to less than 1 that depends on the seed and the value alone, evenly spread over values: 48 bits of
 * their common fingerprint.
 *
 * @throws FloeError NotARow for what has no fingerprint
 * @example
 * chanceOf(0, 'a') === chanceOf(0, 'a') // true
 */
export const chanceOf = (seed: number | string, value: unknown): number => {
  const text = fingerprint([seed, value])
  let bits = 0
  for (let i = 0; i < 8; i++) bits = 64 * bits + alphabet.indexOf(text.charAt(i))
  return bits / 2 ** 48
}
