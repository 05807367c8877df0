/**
 * The check of a seed.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** What makes a choice by chance the same each time, and another with another seed. */
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
