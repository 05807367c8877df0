/**
 * Evidence after the check of a module: what was tried anew takes the place of what was known of the same functions; what no
 * function of the module is any more is dropped. What other modules have stays, also that of other versions of Floe.
 */
import { compareStrings } from '../../data/compare-strings.ts'
import type { Certificate, Evidence } from '../../evidence/evidence.ts'
import type { Report } from '../report.ts'
import { certificateOf } from './certificate-of.ts'

/** What became of the laws of a function, under its fingerprint; no report where it was not worth trying, as a part of it breaks a law. */
export interface Tried {
  readonly fingerprint: string
  readonly report: Report | undefined
}

/** What was checked. */
export interface CheckedModule {
  /** Its path, as certificates tell it. */
  readonly path: string
  /** The fingerprints of all that stands in it, also of what was not tried this time. */
  readonly carried: ReadonlySet<string>
  readonly tried: readonly Tried[]
  /** Whether a module of this path is there at all. */
  readonly isThere: (path: string) => boolean
}

/** What holds by both, of a function that was tried in two places: on so many instances as where there were fewer. */
const both = (one: Certificate, other: Certificate): Certificate => {
  const laws = Object.entries(one.laws).flatMap(([id, bites]): readonly (readonly [string, number])[] => {
    const others = other.laws[id]
    return others === undefined ? [] : [[id, Math.min(bites, others)]]
  })
  return Object.freeze({ ...one, laws: Object.freeze(Object.fromEntries(laws)), runs: Math.min(one.runs, other.runs) })
}

const found = (tried: readonly Tried[]): ReadonlyMap<string, Certificate | undefined> => {
  const all = new Map<string, Certificate | undefined>()
  for (const { fingerprint, report } of tried) {
    const certificate = report && certificateOf(report, fingerprint)
    const before = all.get(fingerprint)
    all.set(fingerprint, all.has(fingerprint) ? before && certificate && both(before, certificate) : certificate)
  }
  return all
}

export const renewed = ({ certificates }: Evidence, { path, carried, tried, isThere }: CheckedModule): Evidence => {
  const fresh = found(tried)
  const all = new Map<string, Certificate>()
  for (const fingerprint of new Set([...certificates.keys(), ...fresh.keys()])) {
    const before = certificates.get(fingerprint)
    const certificate = fresh.has(fingerprint) ? fresh.get(fingerprint) : before
    const others = (before?.modules ?? []).filter((other) => other !== path && isThere(other))
    const isOurs = carried.has(fingerprint) || fresh.has(fingerprint)
    const modules = [...others, ...(isOurs ? [path] : [])].sort(compareStrings)
    if (certificate === undefined || modules.length === 0) continue
    all.set(fingerprint, Object.freeze({ ...certificate, modules: Object.freeze(modules) }))
  }
  return Object.freeze({ certificates: all })
}
