/**
 * Proves that the fingerprint of a function that nobody could read to its end changes with all that it depends on, and that it
 * lasts only where all of that is seen.
 */
import { describe, expect, test } from 'vitest'
import { attach, type Capture } from '../../src/lambda/attachment.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'

type Fn = (row: never) => unknown

const constantly = (value: unknown, from?: string): Capture => ({
  get: () => value,
  isConstant: true,
  ...(from === undefined ? {} : { from }),
})

const attached = (text: string, captures: Readonly<Record<string, Capture>> = {}): Fn => {
  const fn: Fn = () => undefined
  attach(fn, { text, captures })
  return fn
}

const read = (text: string, captures?: Readonly<Record<string, Capture>>): Reading =>
  readLambda(lambda('map', attached(text, captures)))

/** Of a function that is not known to be pure. */
const of = (text: string, captures?: Readonly<Record<string, Capture>>): Reading['fingerprint'] => {
  const { purity, fingerprint } = read(text, captures)
  expect(purity.verdict).toBe('unknown')
  return fingerprint
}

describe('a function that is not read lasts', () => {
  const slow = attached('(x) => x.frob()')
  // biome-ignore format: one function a line
  test.each<[string, string, Record<string, Capture>?]>([
    ['that depends on nothing', '(r) => r.frob()'],
    ['that uses what the platform has', '(r) => new URL(r.url).hostname + structuredClone(r).a'],
    ['that uses what is known of the language', '(r) => r.frob(Math.max(r.a, Number(r.b)), [undefined, NaN])'],
    ['that captures data', '(r) => names.get(r.id)', { names: constantly(new Map([[1, 'a']])) }],
    ['that captures some more data', '(r) => rows[r.id]', { rows: constantly(Array.from({ length: 1000 }, (_, n) => ({ n, bytes: new Uint8Array(9), names: new Set(['a']) }))) }],
    ['that captures a field of data', '(r) => limits.low.max > r.frob()', { limits: constantly({ low: { max: 3 } }) }],
    ['that calls another', '(r) => slow(r)', { slow: constantly(slow) }],
    ['that passes another on', '(r) => r.tags.frob(slow)', { slow: constantly(slow) }],
    ['that makes functions and classes', '(r) => { class Box { get(a) { return a + r.n } } return r.frob(async () => new Box()) }'],
    ['that calls what a package gives', '(r) => slug(r.title)', { slug: constantly(() => slow, 'slug@1.2.3#default') }],
    ['that calls a method of what a package gives', '(r) => _.camelCase(r.title)', { _: constantly(Object.assign(() => 1, { camelCase: 1 }), 'lodash@4.17.21#default') }],
  ])('%s', (_, text, captures) => {
    expect(of(text, captures).isLasting).toBe(true)
  })
})

describe('a function that is not read does not last', () => {
  const withCache = Object.assign(attached('(x) => x'), { cache: new Map() })
  // biome-ignore format: one function a line
  test.each<[string, string, Record<string, Capture>?]>([
    ['where a variable may change', '(r) => r.frob(n)', { n: { get: () => 1, isConstant: false } }],
    ['where a variable has no value yet', '(r) => r.frob(n)', { n: { get: () => { throw new ReferenceError('n') }, isConstant: true } }],
    ['where a name is seen by nobody', '(r) => r.frob(whatever)'],
    ['where a name within a function that is made is seen by nobody', '(r) => r.frob(async () => whatever)'],
    ['where it asks for this', '(r) => r.frob(this.limit)'],
    ['where it asks for its module', '(r) => r.frob(new.target)'],
    ['where it captures more data than can be looked at', '(r) => big.get(r.id)', { big: constantly(new Map(Array.from({ length: 10_000 }, (_, n) => [n, n]))) }],
    ['where it captures an object of a class', '(r) => r.frob(box)', { box: constantly(new (class Box {})()) }],
    ['where it captures a pattern that remembers', '(r) => r.frob(all)', { all: constantly(/a/g) }],
    ['where it captures an object with a function', '(r) => tools.slug(r)', { tools: constantly({ slug: () => 1 }) }],
    ['where a function that it captures has fields', '(r) => r.frob(cached)', { cached: constantly(withCache) }],
    ['where a function that it calls does not last', '(r) => inner(r)', { inner: constantly(attached('(r) => r.frob(whatever)')) }],
    ['where a function that it calls is native', '(r) => bound(r)', { bound: constantly(attached('(r) => 1').bind(undefined)) }],
    ['where it asks the process', '(r) => r.frob(globalThis)'],
  ])('%s', (_, text, captures) => {
    expect(of(text, captures).isLasting).toBe(false)
  })

  test('where nobody says what its names mean', () => {
    const { fingerprint } = readLambda(lambda('map', (r: { url: string }) => new URL(r.url).hostname))
    expect(fingerprint.isLasting).toBe(false)
  })
})

describe('the fingerprint of a function that is not read changes', () => {
  const native = (() => 1).bind(undefined)
  const frob = (text: string): Record<string, Capture> => ({ inner: constantly(attached(text)) })
  // biome-ignore format: one change a line
  test.each<[string, Reading['fingerprint'], Reading['fingerprint']]>([
    ['with its text', of('(r) => r.frob(1)'), of('(r) => r.frob(2)')],
    ['with the name of a global', of('(r) => new URL(r.a)'), of('(r) => new URLSearchParams(r.a)')],
    ['with data that it captures', of('(r) => names.get(r.id)', { names: constantly(new Map([[1, 'a']])) }), of('(r) => names.get(r.id)', { names: constantly(new Map([[1, 'b']])) })],
    ['with a function that it calls', of('(r) => inner(r)', frob('(r) => r.frob(1)')), of('(r) => inner(r)', frob('(r) => r.frob(2)'))],
    ['with a function that it passes on', of('(r) => r.frob(inner)', frob('(r) => r.a')), of('(r) => r.frob(inner)', frob('(r) => r.b'))],
    ['with a function that one which it makes calls', of('(r) => r.frob(async () => inner(r))', frob('(r) => r.a')), of('(r) => r.frob(async () => inner(r))', frob('(r) => r.b'))],
    ['with the version of a package', of('(r) => slug(r)', { slug: constantly(native, 'slug@1.0.0#default') }), of('(r) => slug(r)', { slug: constantly(native, 'slug@1.0.1#default') })],
    ['with what is imported of a package', of('(r) => slug(r)', { slug: constantly(native, 'slug@1.0.0#a') }), of('(r) => slug(r)', { slug: constantly(native, 'slug@1.0.0#b') })],
  ])('%s', (_, one, other) => {
    expect(one).not.toEqual(other)
  })

  test('and with parameters', () => {
    const withParameter = (p: unknown) => readLambda(lambda('map', attached('(r, p) => r.frob(p)'), p)).fingerprint
    expect(withParameter({ a: 1 })).toEqual(withParameter({ a: 1 }))
    expect(withParameter({ a: 1 })).not.toEqual(withParameter({ a: 2 }))
    expect(withParameter({ a: 1 }).isLasting).toBe(true)
    expect(withParameter({ a: () => 1 }).isLasting).toBe(false)
  })

  test('and not by who squeezed the text', () => {
    const built = '(row) => { const inner = (x) => x.frob(names); return inner(row) }'
    const squeezed = 'r=>{const e=__name(t=>t["frob"](names),"inner");return e(r)}'
    const names = constantly(['a'])
    expect(of(built, { names })).toEqual(of(squeezed, { names }))
  })

  test('of functions that call each other, with any of them', () => {
    const pair = (step: string): Reading['fingerprint'] => {
      const made: Fn[] = []
      const captures = { even: { get: () => made[0], isConstant: true }, odd: { get: () => made[1], isConstant: true } }
      made.push(
        attached('(n) => n === 0 || odd(n - 1)', captures),
        attached(`(n) => n !== 0 && even(n ${step})`, captures),
      )
      return of('(r) => even(r.n)', captures)
    }
    expect(pair('- 1')).toEqual(pair('- 1'))
    expect(pair('- 1').isLasting).toBe(true)
    expect(pair('- 1')).not.toEqual(pair('- 2'))
  })
})
