import fc from 'fast-check'

/** What a play found, as a text: empty where it found nothing. */
export const found = ({ failed, counterexample, errorInstance }: fc.RunDetails<unknown>): string =>
  failed ? `${String(errorInstance)}\n${fc.stringify(counterexample)}` : ''
