/** What both sides cost, in words. */
import { formatCount } from '../../inspect/format.ts'
import type { Cost } from './equivalence.ts'

export const printCost = ({ unit, over, before, after, most }: Cost): string =>
  `${formatCount(before)} ${unit} before and ${formatCount(after)} after, of at most ${formatCount(Math.floor(most))}, over ${over}`
