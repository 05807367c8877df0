/**
 * Which laws make up that a function of one row is pure, as far as it can be tried: calling it has no effect, and it gives the
 * same for the same row.
 */
import type { Certificate } from './evidence.ts'
import { isCurrent } from './is-current.ts'

/** On so many instances each of them must have been able to break. */
const fewest = 10

/**
 * It changes nothing when the call is over (S2), gives the same for the same row (S5), after whatever came before (S6) and
 * in whatever surroundings (S7), and leaves these as they are (S8).
 */
const tried = ['S2', 'S5', 'S6', 'S7', 'S8'] as const

/**
 * It leaves its row as it is (S1), gives no object that it changes later (S4), and fails the same way (S11). Where rows are
 * no objects, or results are none, or nothing fails, there is nothing to try.
 */
const kept = ['S1', 'S4', 'S11'] as const

const certifies = (certificate: Certificate, kind: string): boolean =>
  certificate.kind === kind &&
  isCurrent(certificate) &&
  tried.every((id) => (certificate.laws[id] ?? 0) >= fewest) &&
  kept.every((id) => Object.hasOwn(certificate.laws, id))

/** Whether what was established counts as purity, for what may be had on evidence. */
export const certifiesPurity = (certificate: Certificate): boolean => certifies(certificate, 'row')

/** The same of a recipe, which may write to its draft and to nothing else. */
export const certifiesRecipe = (certificate: Certificate): boolean => certifies(certificate, 'recipe')
