/** What becomes of the laws of a plan. */
import { examine } from '../../../src/laws/check.ts'
import type { Breach, LawReport } from '../../../src/laws/index.ts'
import { pipelineBy } from '../../../src/laws/pipeline/subject.ts'
import type { Case } from './broken-plans.ts'

export const reportOf = async ({ plan, engines }: Case, runs?: number): Promise<readonly LawReport[]> =>
  (
    await examine(
      await pipelineBy(plan, {}, engines === undefined ? {} : { engines }),
      runs === undefined ? {} : { runs },
    )
  ).laws

export const withVerdict = (laws: readonly LawReport[], wanted: LawReport['verdict']): readonly string[] =>
  laws.flatMap(({ id, verdict }) => (verdict === wanted ? [id] : []))

export const breachOf = (laws: readonly LawReport[]): Breach | undefined =>
  laws.find(({ failure }) => failure)?.failure?.breach
