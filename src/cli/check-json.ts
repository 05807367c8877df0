/** What came of a check, for machines: the same as the text says, in parts. */
import type { Checked } from '../laws/inspect-plan/check-parts.ts'
import type { LawReport } from '../laws/report.ts'
import { type CheckedModule, tokenOf } from './check-module.ts'
import { type About, howMany } from './check-text.ts'
import { errorToJson } from './print-error.ts'
import { relativePaths } from './relative-paths.ts'

const lawToJson = (
  { found }: Checked,
  kind: string,
  subject: number,
  { id, name, verdict, runs, bites, property, why, failure }: LawReport,
): object => ({
  id,
  name,
  of: kind,
  verdict,
  runs,
  bites,
  property: property ?? null,
  why: why ?? null,
  failure:
    failure === undefined
      ? null
      : {
          statement: failure.law.statement,
          why: failure.law.why,
          mend: failure.law.mend,
          given: failure.instance,
          ...failure.breach,
          found: failure.found,
          replay: tokenOf(found, subject, failure.replay),
        },
})

/** All of it. */
export const checkToJson = (
  { checked, placeOf, leftOut }: CheckedModule,
  { milliseconds, written, rejected }: Pick<About, 'milliseconds' | 'written' | 'rejected'>,
): object => {
  const total = (verdict: LawReport['verdict']): number => checked.reduce((sum, one) => sum + howMany(one, verdict), 0)
  return {
    parts: checked.map((one) => {
      const place = placeOf(one.found)
      return {
        number: one.found.number,
        dataset: one.found.dataset,
        kind: one.found.part.kind,
        name: relativePaths(one.found.part.name),
        file: place === undefined ? null : relativePaths(place.file),
        line: place?.line ?? null,
        also: one.also.map(({ number }) => number),
        rows: one.from,
        notRun: one.notRun ?? null,
        why: one.why ?? null,
        hint: one.hint ?? null,
        error: one.error === undefined ? null : errorToJson(one.error),
        laws: one.examined.flatMap(({ report }, subject) =>
          report.laws.map((law) => lawToJson(one, report.kind, subject, law)),
        ),
        mutants: one.mutants.map(({ mutant: { id, what, line, text }, foundBy }) => ({
          id,
          what,
          line,
          text,
          foundBy,
        })),
        milliseconds: one.milliseconds,
      }
    }),
    leftOut,
    rejected: rejected.map((one) => ({ ...one, line: relativePaths(one.line ?? '') || null })),
    evidence: written === undefined ? null : { ...written, path: relativePaths(written.path) },
    summary: {
      parts: checked.length,
      held: total('held'),
      broken: total('broken'),
      vacuous: total('vacuous'),
      proposed: total('proposed'),
      failed: checked.filter(({ error }) => error !== undefined).length,
      milliseconds,
    },
  }
}
