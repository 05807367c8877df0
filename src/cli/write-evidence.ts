/**
 * What a check established goes to `floe.laws.json`, beside the package.json that is nearest to the module.
 */
import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { noEvidence, printEvidence } from '../evidence/evidence.ts'
import { evidenceFileFor, evidenceIn } from '../laws/evidence/evidence-file.ts'
import { renewed, type Tried } from '../laws/evidence/renewed.ts'
import { fingerprintsOf } from '../laws/inspect-plan/fingerprints-of.ts'
import type { CheckedModule } from './check-module.ts'
import { fileTarget } from './text-target.ts'

/** The file, and how many functions it speaks of; undefined where nothing is to be said, and nothing was said before. */
export interface Written {
  readonly path: string
  readonly certificates: number
  readonly isChanged: boolean
}

/**
 * Writes what holds of functions that were tried, and takes out those that broke a law, and those that the module no longer
 * has. What is there of other modules stays.
 *
 * @throws FloeError for a file that is none of ours, or cannot be written
 */
export const writeEvidence = async (
  module: string,
  { checked, carried }: Pick<CheckedModule, 'checked' | 'carried'>,
): Promise<Written | undefined> => {
  const path = evidenceFileFor(dirname(module))
  const folder = dirname(path)
  const before = await evidenceIn(path)
  const tried = checked.flatMap(({ found: { part }, examined }): readonly Tried[] =>
    part.kind === 'whole' && examined.length === 0
      ? fingerprintsOf(part).map((fingerprint) => ({ fingerprint, report: undefined }))
      : examined.flatMap(({ fingerprint, report }) => (fingerprint === undefined ? [] : [{ fingerprint, report }])),
  )
  const after = renewed(before ?? noEvidence, {
    path: relative(folder, module).split(sep).join('/'),
    carried,
    tried,
    isThere: (other) => existsSync(join(folder, other)),
  })
  const certificates = after.certificates.size
  if (before === undefined && certificates === 0) return undefined
  const text = printEvidence(after)
  if (before !== undefined && printEvidence(before) === text) return { path, certificates, isChanged: false }
  const file = await fileTarget(path)
  await file.write(text)
  await file.close()
  return { path, certificates, isChanged: true }
}
