/**
 * Values that can be no part of a row, though no codec might refuse them.
 */
import { printValue } from '../../data/print-value.ts'

/** Stands in the place of such a value. */
export class Unfit {
  readonly text: string
  readonly message: string
  readonly hint: string

  constructor(text: string, problem: string, hint: string) {
    this.text = text
    this.message = `${printValue(text)} ${problem}`
    this.hint = hint
  }
}
