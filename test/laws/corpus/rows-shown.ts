/** How many rows a failure shows: those that it is broken on, and those that came before. */
import type * as L from 'floe/laws'

/** How many values stand in a printed array: at most one of them is cut short. */
const lengthOf = (printed: string): number => {
  if (!printed.startsWith('[') || printed === '[]') return printed === '[]' ? 0 : 1
  let [depth, commas, quote] = [0, 0, '']
  for (let i = 0; i < printed.length; i++) {
    const c = printed[i] as string
    if (c === '\\') i++
    else if (quote !== '') quote = c === quote ? '' : quote
    else if (`'"\``.includes(c)) quote = c
    else if ('[{('.includes(c)) depth++
    else if (']})'.includes(c)) depth--
    else if (c === ',' && depth === 1) commas++
  }
  return commas + 1
}

export const rowsShown = ({ instance, before }: Pick<L.Failure, 'instance' | 'before'>): number =>
  [...before, instance].reduce((sum, printed) => sum + lengthOf(printed), 0)
