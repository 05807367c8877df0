/**
 * From what became of the laws of a function to a certificate. Knows nothing of files, nor of what planners make of it.
 */
import type { Certificate } from '../../evidence/evidence.ts'
import { version } from '../../evidence/version.ts'
import type { LawReport, Report } from '../report.ts'

/** On how many instances a law could have been broken; undefined where nothing may be said of it. */
const bitesOf = ({ verdict, bites, property }: LawReport): number | undefined => {
  switch (verdict) {
    case 'held':
    case 'proposed':
      return bites
    // What always must be so, and could not have been otherwise here: no row is an object, nothing fails.
    case 'vacuous':
      return property === undefined ? 0 : undefined
    case 'broken':
    case 'undeclared':
    case 'advice':
      return undefined
    default:
      return verdict satisfies never
  }
}

/**
 * What was established, under the fingerprint that the function had before it was tried. Undefined where a law is broken: who
 * breaks its promises is taken at its word in nothing.
 */
export const certificateOf = (report: Report, fingerprint: string): Certificate | undefined => {
  const { subject, kind, seed, laws } = report
  if (laws.some(({ verdict }) => verdict === 'broken')) return undefined
  const held = laws.flatMap((law): readonly (readonly [string, number])[] => {
    const bites = bitesOf(law)
    return bites === undefined ? [] : [[law.id, bites]]
  })
  return Object.freeze({
    fingerprint,
    name: subject,
    kind,
    laws: Object.freeze(Object.fromEntries(held)),
    runs: Math.max(0, ...laws.map(({ runs }) => runs)),
    seed,
    version,
    modules: Object.freeze([]),
  })
}
