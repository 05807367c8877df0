/**
 * Which laws make up that an aggregate which users define may be folded in parts, on other threads: it is pure, and merging the
 * states of parts gives what one fold gives.
 */
import type { Certificate } from './evidence.ts'
import { isCurrent } from './is-current.ts'

/** On so many instances each of them must have been able to break. */
const fewest = 10

/**
 * Merging is associative (R1), merging with nothing changes nothing (R2), parts merge to the whole (R4), a state is the same
 * when it was encoded and decoded (R10), and all is the same again (S5).
 */
const tried = ['R1', 'R2', 'R4', 'R10', 'S5'] as const

/** Merging changes no state (R6), folding no row (R7), and asking for the answer nothing (R8). */
const kept = ['R6', 'R7', 'R8'] as const

export const certifiesMerging = (certificate: Certificate): boolean =>
  certificate.kind === 'aggregate' &&
  isCurrent(certificate) &&
  tried.every((id) => (certificate.laws[id] ?? 0) >= fewest) &&
  kept.every((id) => Object.hasOwn(certificate.laws, id))
