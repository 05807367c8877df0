/**
 * Evidence after a check: what was tried anew takes the place of what was known of the same functions. What was not tried
 * this time stays, also that of other versions of Floe.
 */
import type { Certificate, Evidence } from '../../evidence/evidence.ts'
import type { Report } from '../report.ts'
import { certificateOf } from './certificate-of.ts'

/** What became of the laws of a function, under its fingerprint. */
export interface Tried {
  readonly fingerprint: string
  readonly report: Report
}

/** What holds by both, of a function that was tried in two places: on so many instances as where there were fewer. */
const both = (one: Certificate, other: Certificate): Certificate => {
  const laws = Object.entries(one.laws).flatMap(([id, bites]): readonly (readonly [string, number])[] => {
    const others = other.laws[id]
    return others === undefined ? [] : [[id, Math.min(bites, others)]]
  })
  return Object.freeze({ ...one, laws: Object.freeze(Object.fromEntries(laws)), runs: Math.min(one.runs, other.runs) })
}

export const renewed = ({ certificates }: Evidence, tried: readonly Tried[]): Evidence => {
  const found = new Map<string, Certificate | undefined>()
  for (const { fingerprint, report } of tried) {
    const certificate = certificateOf(report, fingerprint)
    const before = found.get(fingerprint)
    const isFirst = !found.has(fingerprint)
    found.set(fingerprint, isFirst ? certificate : before && certificate && both(before, certificate))
  }
  const kept = [...certificates].filter(([fingerprint]) => !found.has(fingerprint))
  const fresh = [...found].flatMap(([fingerprint, one]) => (one === undefined ? [] : [[fingerprint, one] as const]))
  return Object.freeze({ certificates: new Map([...kept, ...fresh]) })
}
