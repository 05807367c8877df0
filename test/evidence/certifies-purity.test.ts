/** Proves which certificates count as purity: each law that makes it up is asked for, and so is the version. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { certifiesPurity } from '../../src/evidence/certifies-purity.ts'
import type { Certificate } from '../../src/evidence/evidence.ts'
import { version } from '../../src/evidence/version.ts'

const laws = { S1: 25, S2: 25, S4: 25, S5: 25, S6: 20, S7: 25, S8: 25, S10: 25, S11: 3 }
const one: Certificate = {
  fingerprint: '9f',
  name: 'map slug',
  kind: 'row',
  laws,
  runs: 25,
  seed: 1,
  version,
  modules: ['a.ts'],
}
const without = (id: string): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(laws).filter(([other]) => other !== id))

const [major, minor, patch] = version.split('.').map(Number) as [number, number, number]

describe('a certificate counts as purity', () => {
  // biome-ignore format: one certificate a line
  test.each<[string, Partial<Certificate>]>([
    ['with all laws that make it up', {}],
    ['where rows are no objects', { laws: { ...laws, S1: 0 } }],
    ['where results are no objects', { laws: { ...laws, S4: 0 } }],
    ['where nothing fails', { laws: { ...laws, S11: 0 } }],
    ['whatever else was found', { laws: { ...without('S10'), S9: 25 } }],
    ['of another patch of Floe', { version: `${major}.${minor}.${patch + 7}` }],
  ])('%s', (_, change) => {
    expect(certifiesPurity({ ...one, ...change })).toBe(true)
  })
})

describe('a certificate does not count as purity', () => {
  test.each(['S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'S8', 'S11'])('without %s', (id) => {
    expect(certifiesPurity({ ...one, laws: without(id) })).toBe(false)
  })

  test.each(['S2', 'S5', 'S6', 'S7', 'S8'])('where %s could hardly have been broken', (id) => {
    expect(certifiesPurity({ ...one, laws: { ...laws, [id]: 9 } })).toBe(false)
    expect(certifiesPurity({ ...one, laws: { ...laws, [id]: 10 } })).toBe(true)
  })

  // biome-ignore format: one certificate a line
  test.each<[string, Partial<Certificate>]>([
    ['of a function of all rows', { kind: 'rows' }],
    ['of another minor version of Floe', { version: `${major}.${minor + 1}.0` }],
    ['of another major version of Floe', { version: `${major + 1}.${minor}.0` }],
    ['of no version', { version: '' }],
  ])('%s', (_, change) => {
    expect(certifiesPurity({ ...one, ...change })).toBe(false)
  })
})

test('the version is that of the package', () => {
  const { version: said } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }
  expect(version).toBe(said)
})
