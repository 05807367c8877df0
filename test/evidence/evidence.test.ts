/**
 * Proves that evidence is read as it was written, that its text does not depend on the order in which things were found, and
 * that a file which holds anything else is refused with the place.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Certificate,
  type Evidence,
  noEvidence,
  parseEvidence,
  printEvidence,
} from '../../src/evidence/evidence.ts'

const certificate: fc.Arbitrary<Certificate> = fc.record({
  fingerprint: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 4, maxLength: 6 }),
  name: fc.oneof(fc.constantFrom('map f', 'filter (f) => f.delay > 15'), fc.string({ unit: 'binary' })),
  kind: fc.constantFrom('row', 'rows', 'aggregate'),
  laws: fc.dictionary(fc.constantFrom('S1', 'S2', 'S10', 'C9', 'C9t', 'P7'), fc.nat(100), { noNullPrototype: true }),
  runs: fc.nat(1000),
  seed: fc.maxSafeInteger(),
  version: fc.constantFrom('0.1.0', '1.0.0-beta'),
  modules: fc.uniqueArray(fc.oneof(fc.constantFrom('a.ts', 'jobs/b.ts'), fc.string({ unit: 'binary' })), {
    maxLength: 3,
  }),
})

const certificates = fc.uniqueArray(certificate, { selector: ({ fingerprint }) => fingerprint, maxLength: 8 })

const evidenceOf = (all: readonly Certificate[]): Evidence => ({
  certificates: new Map(all.map((one) => [one.fingerprint, one])),
})

const one: Certificate = {
  fingerprint: '9f',
  name: 'map slug',
  kind: 'row',
  laws: { S10: 3, C9t: 1, S2: 25, C9: 2 },
  runs: 25,
  seed: 20_261_127,
  version: '0.1.0',
  modules: ['jobs/names.ts', 'pipeline.ts'],
}

describe('evidence', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(certificates, (all) => {
        expect(parseEvidence(printEvidence(evidenceOf(all)))).toEqual(evidenceOf(all))
      }),
    )
  })

  test('is written the same, in whatever order it was found', () => {
    fc.assert(
      fc.property(
        certificates.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(printEvidence(evidenceOf(shuffled))).toBe(printEvidence(evidenceOf(all)))
        },
      ),
    )
  })

  test('is a few lines for each certificate, with laws by their numbers', () => {
    expect(printEvidence(evidenceOf([one]))).toBe(`{
  "format": 1,
  "certificates": [
    {
      "name": "map slug",
      "kind": "row",
      "fingerprint": "9f",
      "laws": { "C9": 2, "C9t": 1, "S2": 25, "S10": 3 },
      "runs": 25, "seed": 20261127, "version": "0.1.0",
      "modules": ["jobs/names.ts", "pipeline.ts"]
    }
  ]
}
`)
  })

  test('may be none', () => {
    expect(printEvidence(noEvidence)).toBe('{\n  "format": 1,\n  "certificates": []\n}\n')
    expect(parseEvidence(printEvidence(noEvidence))).toEqual(noEvidence)
  })

  test('of one certificate differs in one line if the function has changed', () => {
    const lines = (fingerprint: string): readonly string[] =>
      printEvidence(
        evidenceOf([
          { ...one, name: 'a' },
          { ...one, fingerprint },
        ]),
      ).split('\n')
    const changed = lines('0a').filter((line, i) => line !== lines('ff')[i])
    expect(changed).toEqual(['      "fingerprint": "0a",'])
  })
})

describe('refused, with the place, is', () => {
  const file = (change: object): string => JSON.stringify({ format: 1, certificates: [{ ...one, ...change }] })
  // biome-ignore format: one text a line
  test.each<[string, string, string, string | undefined]>([
    ['what is no JSON', '{', 'it is no JSON: ', undefined],
    ['what is no object', '[]', 'it is [], and must be an object with certificates', undefined],
    ['another format', '{ "format": 2, "certificates": [] }', 'its format is 2, and this version of Floe reads 1', undefined],
    ['no format', '{ "certificates": [] }', 'its format is undefined, and this version of Floe reads 1', undefined],
    ['no list', '{ "format": 1, "certificates": {} }', 'it is {}, and must be a list', 'certificates'],
    ['no certificate', '{ "format": 1, "certificates": [null] }', 'it is null, and must be a certificate', 'certificates[0]'],
    ['no fingerprint', file({ fingerprint: undefined }), 'it is missing, and must be the fingerprint of a function', 'certificates[0].fingerprint'],
    ['a count below nothing', file({ laws: { S1: -1 } }), 'it is { S1: -1 }, and must be numbers of instances, by laws', 'certificates[0].laws'],
    ['half a run', file({ runs: 0.5 }), 'it is 0.5, and must be a number of instances', 'certificates[0].runs'],
    ['a seed in words', file({ seed: 'x' }), "it is 'x', and must be a whole number", 'certificates[0].seed'],
    ['a module that is no text', file({ modules: [1] }), 'it is [1], and must be paths of modules', 'certificates[0].modules'],
    ['no modules', file({ modules: undefined }), 'it is missing, and must be paths of modules', 'certificates[0].modules'],
    ['the same function twice', JSON.stringify({ format: 1, certificates: [one, one] }), 'map slug has the fingerprint 9f, as another one above has', 'certificates[1]'],
  ])('%s', (_, text, message, field) => {
    const parse = (): Evidence => parseEvidence(text, 'some/floe.laws.json')
    expect(parse).toThrow(expect.objectContaining({ _tag: 'InvalidArgument', place: { source: 'some/floe.laws.json', ...(field === undefined ? {} : { field }) } }))
    expect(parse).toThrow(message)
  })
})
