/**
 * What stands for a function: its text, and all that its meaning depends on beside it. Functions with the same text and
 * parameters have the same one; it is lasting, the same in every process, where nothing that the function means is hidden.
 */
import { fingerprint } from '../data/fingerprint.ts'

/**
 * Of the function's text, its parameters, and the values and functions that it captures, each as it stands for itself. A
 * part that has no fingerprint makes the whole one fleeting.
 */
export const fingerprintOf = (
  text: string,
  params: readonly unknown[],
  captured: readonly { readonly name: string; readonly value: unknown }[],
  isKnown: boolean,
): { readonly text: string; readonly isLasting: boolean } => {
  try {
    const all = [text, params, captured.map(({ name, value }) => [name, value])]
    return Object.freeze({ text: fingerprint(all), isLasting: isKnown })
  } catch {
    return Object.freeze({ text: fingerprint([text, captured.map(({ name }) => name)]), isLasting: false })
  }
}
