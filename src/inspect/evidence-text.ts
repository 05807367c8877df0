/**
 * What evidence says of a function that nobody could read to its end, in words.
 */
import { certifiesPurity } from '../evidence/certifies-purity.ts'
import type { Certificate, Evidence } from '../evidence/evidence.ts'
import { isCurrent } from '../evidence/is-current.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { readLambda } from '../lambda/read-lambda.ts'
import { certificateFor } from '../optimize/vouched.ts'

/** Which laws, how often they were tried, and by which version. */
export const established = ({ laws, runs, version }: Certificate): string =>
  `${Object.keys(laws).join(' ')} on ${runs} instances, floe ${version}`

const tooLittle = (certificate: Certificate): string =>
  isCurrent(certificate)
    ? `its certificate says too little: ${established(certificate)}`
    : `its certificate is of floe ${certificate.version}`

/** How it is called, and what was established; and whether trying it might change that. */
export const evidenceText = (
  lambda: Lambda,
  why: string,
  evidence: Evidence,
): { readonly text: string; readonly isWanting: boolean } => {
  const certificate = certificateFor(lambda, evidence)
  if (certificate !== undefined && certifiesPurity(certificate))
    return { text: `pure on evidence, and called: ${why}; ${established(certificate)}`, isWanting: false }
  const called = `called, and watched: ${why}`
  if (certificate !== undefined) return { text: `${called}; ${tooLittle(certificate)}`, isWanting: true }
  // What does not last can have none.
  return readLambda(lambda).fingerprint.isLasting
    ? { text: `${called}; no certificate`, isWanting: true }
    : { text: called, isWanting: false }
}
