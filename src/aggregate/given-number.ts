import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * The number that an aggregate was given beside its function, if it is what it should be.
 *
 * @throws FloeError InvalidArgument where it is not
 */
export const givenNumber = (
  aggregate: string,
  argument: string,
  given: number,
  isRight: (given: number) => boolean,
  expected: string,
): number => {
  if (typeof given === 'number' && isRight(given)) return given
  throw new FloeError('InvalidArgument', {
    message: `${aggregate} was given ${argument} = ${printValue(given)}, and takes ${expected}`,
    found: printValue(given),
    expected,
  })
}
