/**
 * Calling back the user from within a run.
 */
import { printThrown } from '../data/print-thrown.ts'
import { FloeError } from '../error/floe-error.ts'

/** The callback; what it throws ends the run, under the callback's own name and not that of a stage. */
export const callback =
  <A>(name: string, f: (value: A) => void) =>
  (value: A): void => {
    try {
      f(value)
    } catch (thrown) {
      throw new FloeError('LambdaThrew', {
        message: `${name} threw ${printThrown(thrown)}`,
        place: { stage: name },
        cause: thrown,
      })
    }
  }
