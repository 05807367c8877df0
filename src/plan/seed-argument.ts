/**
 * The check of a seed.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * What makes a choice by chance the same each time, and another with another seed.
 *
 * @example
 * const seed: F.Seed = 'spring 2024'
 * const numbers = F.rows([1, 2, 3])
 * const [once, again] = [F.pipe(numbers, F.shuffle({ seed })), F.pipe(numbers, F.shuffle({ seed }))]
 * const same = (await F.toList(once)).equals(await F.toList(again))
 * same // true
 */
export type Seed = number | string

/** `seed`, if it is a number or text. */
export const seedArgument = (operator: string, seed: Seed): Seed => {
  if (typeof seed === 'number' || typeof seed === 'string') return seed
  throw new FloeError('InvalidArgument', {
    message: `${operator} was given seed: ${printValue(seed)}, and takes a number or text`,
    found: printValue(seed),
    expected: 'a number or text',
  })
}
