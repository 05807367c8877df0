/**
 * Loops over bytes in generated code, of which rounds are written out: most texts and numbers are short, and a loop costs
 * more with each round than what is in it (V8 looks for interrupts).
 */

/** `if (condition) { step; if (condition) { step; … last } }`, so many times. */
export const nested = (rounds: number, condition: string, step: string, last: string): string =>
  rounds === 0 ? last : `if (${condition}) { ${step}; ${nested(rounds - 1, condition, step, last)} }`

/** Statements that equal `while (condition) { step }`. */
export const unrolled = (rounds: number, condition: string, step: string): string =>
  nested(rounds, condition, step, `while (${condition}) { ${step} }`)
