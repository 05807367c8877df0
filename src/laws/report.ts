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
 * - `proposed`: it was not declared, and held; `undeclared`: nor did it;
 * - `advice`: it did not hold, and that is no failure.
 *
 * @example
 * const line = ({ id, name, verdict }: L.LawReport) => `${id} ${name}: ${verdict}`
 * const { laws } = await L.examine(L.ordering((a: number, b: number) => a - b, { values: fc.nat() }))
 * laws.map(line)
 * // [
 * //   'C9 order: held',
 * //   'C9t ties broken totally: proposed',
 * //   'S1 input untouched: vacuous',
 * //   'S7 ambient-free: held'
 * // ]
 */
export interface LawReport {
  readonly id: string
  readonly name: string
  readonly verdict: 'held' | 'vacuous' | 'broken' | 'proposed' | 'undeclared' | 'advice'
  readonly runs: number
  /** On how many instances the law could have been broken. */
  readonly bites: number
  /** The property that the law is about, if it is one to declare. */
  readonly property?: Property
  /** Why instances were trivial, if all were. */
  readonly why?: string
  readonly failure?: Failure
  /** What was seen of a law that is no more than advice. */
  readonly advice?: Breach
}

/**
 * How a law was broken, on the least instance that was found.
 *
 * @example
 * const line = ({ law, instance }: L.Failure) => `${law.id} ${law.name}: broken on ${instance}`
 * const { laws } = await L.examine(L.ordering((a: number, b: number) => (a < b ? -1 : 1), { values: fc.nat() }))
 * laws.flatMap(({ failure }) => (failure === undefined ? [] : line(failure))) // [ 'C9 order: broken on [0]' ]
 */
export interface Failure {
  readonly law: Law<never>
  readonly subject: string
  /** The instance as people write it. */
  readonly instance: string
  /** What it was tried on before, where the function must remember that. */
  readonly before: readonly string[]
  readonly breach: Breach
  /** Paths of what may be anything in the instance: it fails all the same. */
  readonly free: readonly string[]
  /** Gives the same failure again: `L.check(subject, { replay })`. */
  readonly replay: string
  /** After how many instances it was found, counted from 1; 0 if it was remembered. */
  readonly found: number
  /** What would show it on fewer rows. */
  readonly hint?: string
}

/**
 * What became of all laws of a subject.
 *
 * @example
 * const toDeclare = ({ laws }: L.Report) =>
 *   laws.flatMap(({ verdict, property }) => (verdict === 'proposed' ? (property ?? []) : []))
 * toDeclare(await L.examine(L.ordering((a: number, b: number) => a - b, { values: fc.nat() }))) // [ 'breaksTies' ]
 */
export interface Report {
  readonly subject: string
  readonly kind: string
  readonly seed: number
  readonly laws: readonly LawReport[]
}
