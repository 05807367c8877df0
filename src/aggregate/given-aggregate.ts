import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Aggregate } from './aggregate.ts'

/**
 * The aggregate that a composition was given, checked for those who come without types.
 *
 * @throws FloeError InvalidArgument for anything else, such as `A.count` where `A.count()` was meant
 */
export const givenAggregate = <T extends Aggregate<never, unknown, 'bag' | 'sequence'>>(
  composition: string,
  given: T,
): T => {
  if (typeof given === 'object' && given !== null && 'step' in given) return given
  throw new FloeError('InvalidArgument', {
    message: `${composition} was given ${printValue(given)} and takes an aggregate`,
    hint: 'call the function that makes it: A.count()',
  })
}
