import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** What an aggregate wants of a number that it is given beside its function. */
interface Wanted {
  readonly is: (given: number) => boolean
  /** In words: `a whole number, 0 or more`. */
  readonly expected: string
  readonly hint: string
}

/**
 * The number, checked. `argument` says whose: `topK`, or `precision of approxCountDistinct`.
 *
 * @throws FloeError InvalidArgument where it is not what is wanted
 */
export const givenNumber = (argument: string, given: number, { is, expected, hint }: Wanted): number => {
  if (typeof given === 'number' && is(given)) return given
  throw new FloeError('InvalidArgument', {
    message: `${argument} was given ${printValue(given)}, and takes ${expected}`,
    hint,
    found: printValue(given),
    expected,
  })
}
