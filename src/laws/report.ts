/**
 * What became of the laws of a subject, as data.
 */
import type { Breach, Law, Property } from './law.ts'

/**
 * What became of a law.
 *
 * - `held`: on so many instances, and it could have been otherwise on `bites` of them;
 * - `vacuous`: no instance could have broken it;
 * - `broken`: here is how;
 * - `proposed`: it was not declared, and held; `undeclared`: nor did it.
 */
export interface LawReport {
  readonly id: string
  readonly name: string
  readonly verdict: 'held' | 'vacuous' | 'broken' | 'proposed' | 'undeclared'
  readonly runs: number
  /** On how many instances the law could have been broken. */
  readonly bites: number
  /** The property that the law is about, if it is one to declare. */
  readonly property?: Property
  /** Why instances were trivial, if all were. */
  readonly why?: string
  readonly failure?: Failure
}

/** How a law was broken, on the least instance that was found. */
export interface Failure {
  readonly law: Law<never>
  readonly subject: string
  /** The instance as people write it. */
  readonly instance: string
  readonly breach: Breach
  /** Gives the same failure again: `L.check(subject, { replay })`. */
  readonly replay: string
  /** After how many instances it was found, counted from 1. */
  readonly found: number
}

/** What became of all laws of a subject. */
export interface Report {
  readonly subject: string
  readonly kind: string
  readonly seed: number
  readonly laws: readonly LawReport[]
}
