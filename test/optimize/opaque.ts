/**
 * Functions that nobody can read to the end, and evidence about them. They do what they are given to do; what is read of them
 * is another text, of which all that it depends on is seen.
 */
import { certifiesPurity } from '../../src/evidence/certifies-purity.ts'
import type { Certificate, Evidence } from '../../src/evidence/evidence.ts'
import { version } from '../../src/evidence/version.ts'
import { attach } from '../../src/lambda/attachment.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'

/** A function that reads some fields of its row, and calls a method that is not known. */
export const opaque = <A, B>(f: (row: A) => B, reads: readonly (keyof A & string)[] | 'row'): ((row: A) => B) => {
  const fn = (row: A): B => f(row)
  const given = reads === 'row' ? 'row' : `[${reads.map((name) => `row[${JSON.stringify(name)}]`).join(', ')}]`
  attach(fn, { text: `(row) => ${given}.frob(${JSON.stringify(String(f))})`, captures: {} })
  return fn
}

const laws = { S1: 25, S2: 25, S4: 25, S5: 25, S6: 25, S7: 25, S8: 25, S11: 0 }

export const certificateOf = (fn: (row: never) => unknown, change: Partial<Certificate> = {}): Certificate => ({
  fingerprint: readLambda(lambda('map', fn)).fingerprint.text,
  name: 'map',
  kind: 'row',
  laws,
  runs: 25,
  seed: 1,
  version,
  modules: ['pipeline.ts'],
  ...change,
})

/** That each of them is pure. */
export const evidenceOf = (...fns: readonly ((row: never) => unknown)[]): Evidence => {
  const all = fns.map((fn) => certificateOf(fn))
  if (!all.every(certifiesPurity)) throw new Error('no certificate of purity')
  return { certificates: new Map(all.map((one) => [one.fingerprint, one])) }
}
