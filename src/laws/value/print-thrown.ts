/** What was thrown, in words: of an error what it says, and not what fields it has. */
import { classNameOf, printValue } from '../../data/print-value.ts'

export const printThrown = (thrown: unknown): string =>
  thrown instanceof Error
    ? `an error, ${classNameOf(thrown)}: ${thrown.message}`
    : `an error, ${printValue(thrown, 200)}`
