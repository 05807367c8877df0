/**
 * The evidence that commands hand to runs: that of the package of the module, unless another file is named, or none is wanted.
 */
import { dirname } from 'node:path'
import type { Command } from 'commander'
import { type Evidence, noEvidence } from '../evidence/evidence.ts'
import { evidenceFileFor, evidenceIn, readEvidence } from '../laws/evidence/evidence-file.ts'
import { targetOf } from './open-dataset.ts'

/** As commander gives it: false after `--no-evidence`. */
export interface EvidenceOptions {
  readonly evidence?: string | false
}

export const addEvidenceOptions = (command: Command): Command =>
  command
    .option(
      '--evidence <file>',
      'what floe check wrote (default: floe.laws.json beside the package.json of the module)',
    )
    .option('--no-evidence', 'take nothing on evidence')

/** @throws FloeError for a file that is not what it should be, or that is named and missing */
export const openEvidence = async (target: string, { evidence }: EvidenceOptions): Promise<Evidence> => {
  if (evidence !== undefined && evidence !== false) return readEvidence(evidence)
  if (evidence === false) return noEvidence
  return (await evidenceIn(evidenceFileFor(dirname(targetOf(target).module)))) ?? noEvidence
}
