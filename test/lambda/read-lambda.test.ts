/** Reading lambdas and reducers: parameters, captures, fields, places in the text, fingerprints. */
import { describe, expect, test } from 'vitest'
import { attach, type Capture } from '../../src/lambda/attachment.ts'
import { isQuiet } from '../../src/lambda/is-quiet.ts'
import { lambda, reducer } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'
import { evaluate } from './evaluate.ts'

type Fn = (...args: never) => unknown

const read = (fn: Fn, ...params: readonly [] | readonly [unknown]): Reading =>
  readLambda(lambda('map', fn as (row: unknown) => unknown, ...params) as never)

const constantly = (value: unknown): Capture => ({ get: () => value, isConstant: true })

/** A function with what it captures. */
const attached = <A extends Fn>(text: string, captures: Readonly<Record<string, Capture>>): A => {
  const fn = (() => undefined) as unknown as A
  attach(fn, { text, captures })
  return fn
}

describe('parameters', () => {
  test('are constants, read when the function runs', () => {
    const params = { min: 15 }
    const { expression, fields } = read((r: { delay: number }, p: { min: number }) => r.delay > p.min, params)
    expect(expression && evaluate(expression, [{ delay: 20 }])).toBe(true)
    expect(fields).toEqual(new Set(['delay']))
    expect(JSON.stringify(expression)).toContain('"value":{"min":15}')
  })

  test('that are missing are undefined, whatever the function asks for', () => {
    const { expression } = read((row: unknown, index: unknown = 7) => [row, index])
    expect(expression && evaluate(expression, [1])).toEqual([1, 7])
  })

  test('may be functions that can be read', () => {
    expect(read((x: number, f: (x: number) => number) => f(x), Math.floor).purity).toEqual({ verdict: 'pure' })
    const twice = (n: number) => n * 2
    const { expression } = read((x: number, f: (x: number) => number) => f(x + 1), twice)
    expect(expression && evaluate(expression, [2])).toBe(6)
    const loud = (n: number) => Math.random() * n
    expect(read((x: number, f: (x: number) => number) => f(x), loud).purity).toMatchObject({ verdict: 'impure' })
  })

  test.each([
    [
      'a getter',
      {
        get min() {
          return 1
        },
      },
    ],
    ['a function within', { min: () => 1 }],
    [
      'an instance of a class',
      new (class Limits {
        min = 1
      })(),
    ],
    ['a promise', Promise.resolve(1)],
  ])('that are no data make it unknown: %s', (_, params) => {
    expect(read((r: { n: number }, p: { min: number }) => r.n > p.min, params).purity).toEqual({
      verdict: 'unknown',
      why: 'its parameters are not only data',
    })
  })
})

describe('functions of the language', () => {
  test.each<[Fn, unknown, unknown]>([
    [String, 1, '1'],
    [Number, '2', 2],
    [Math.floor, 2.5, 2],
    [Array.isArray, [], true],
    [Object.keys, { a: 1 }, ['a']],
  ])('are read as they are given: %s', (fn, row, result) => {
    const { expression, purity } = read(fn)
    expect(purity.verdict).toBe(fn === String ? 'zoned' : 'pure')
    expect(expression && evaluate(expression, [row])).toEqual(result)
  })

  test.each<[string, Fn]>([
    ['native', Math.random],
    ['bound', ((a: number) => a).bind(null, 1)],
  ])('that are %s are unknown otherwise', (_, fn) => {
    expect(read(fn).purity).toMatchObject({ verdict: 'unknown', why: expect.stringContaining('native') })
  })

  test('that somebody replaced are unknown', () => {
    const { floor } = Math
    try {
      Math.floor = (n) => floor(n)
      expect(read((v: { n: number }) => Math.floor(v.n)).purity).toEqual({
        verdict: 'unknown',
        why: 'uses Math.floor, which somebody has replaced',
      })
    } finally {
      Math.floor = floor
    }
    const { trim } = String.prototype
    try {
      String.prototype.trim = () => ''
      expect(read((v: { name: string }) => v.name.trim()).purity).toMatchObject({ verdict: 'unknown' })
    } finally {
      String.prototype.trim = trim
    }
    expect(read((v: { name: string }) => v.name.trim()).purity).toEqual({ verdict: 'pure' })
  })
})

describe('methods and getters', () => {
  test('are functions like others', () => {
    const of = {
      id(row: { id: number }) {
        return row.id
      },
      'odd name'(row: { id: number }) {
        return row.id
      },
      get get() {
        return 1
      },
    }
    expect(read(of.id).fields).toEqual(new Set(['id']))
    expect(read(of['odd name']).expression).toEqual(read(of.id).expression)
    const getter = Object.getOwnPropertyDescriptor(of, 'get')?.get as Fn
    expect(read(getter).purity).toMatchObject({ verdict: 'unknown', why: 'it is a getter' })
  })
})

describe('a reducer', () => {
  const readReducer = (
    fn: (state: never, row: never, params: never) => never,
    ...params: readonly [] | readonly [unknown]
  ) => readLambda(reducer('scan', fn as never, ...params) as never)

  test('has a state, a row and parameters', () => {
    const step = (total: number, row: { price: number }, p: { keep: number }) => total * p.keep + row.price
    const { expression, fields, purity } = readReducer(step as never, { keep: 0.5 })
    expect(isQuiet(purity)).toBe(true)
    expect(fields).toEqual(new Set(['price']))
    expect(expression && evaluate(expression, [4, { price: 1 }])).toBe(3)
  })

  test('must leave its state as it is', () => {
    const push = (all: unknown[], row: unknown) => {
      all.push(row)
      return all
    }
    expect(readReducer(push as never).purity).toMatchObject({
      verdict: 'impure',
      what: 'calls push on an object that it was given',
    })
  })
})

describe('captures', () => {
  test('are not seen in a function by itself', () => {
    const limit = 3
    const { purity, free } = read((v: { id: number }) => v.id > limit)
    expect(purity).toEqual({ verdict: 'unknown', why: 'captures limit, whose value cannot be seen' })
    expect(free).toEqual(['limit'])
  })

  test('that are constant primitives are constants', () => {
    const { expression, free } = read(attached('(v) => v.id > limit', { limit: constantly(3) }))
    expect(expression && evaluate(expression, [{ id: 4 }])).toBe(true)
    expect(free).toEqual([])
  })

  test('that are functions are read, and called or inlined', () => {
    const helper = attached('(row, n = 2) => row.id * n', {})
    const { expression, fields } = read(attached('(v) => helper(v) + 1', { helper: constantly(helper) }))
    expect(expression && evaluate(expression, [{ id: 4 }])).toBe(9)
    expect(fields).toEqual(new Set(['id']))
    const looped = (row: { tags: string[] }) => {
      let n = 0
      for (const tag of row.tags) n += tag.length
      return n
    }
    const called = read(attached('(v) => looped(v)', { looped: constantly(looped) }))
    expect(called.expression).toMatchObject({ kind: 'call', fn: looped })
    expect(called.fields).toBe('all')
  })

  test('of which the arguments are evaluated once, and first', () => {
    const helper = attached('(a, b) => a ? 1 : 2', {})
    const { expression } = read(attached('(v) => helper(v.id, v.props.a)', { helper: constantly(helper) }))
    expect(expression && evaluate(expression, [{ id: 1, props: { a: 1 } }])).toBe(1)
    expect(() => expression && evaluate(expression, [{ id: 1 }])).toThrow(TypeError)
  })

  test.each<[string, Capture, string]>([
    ['can change', { get: () => 3, isConstant: false }, 'which can change'],
    ['are objects that can change', constantly(new (class Limit {})()), 'an object that can change'],
    [
      'have no value yet',
      {
        get: () => {
          throw new ReferenceError('limit')
        },
        isConstant: true,
      },
      'no value yet',
    ],
  ])('that %s are unknown', (_, capture, why) => {
    const { purity, fingerprint } = read(attached('(v) => v.id > limit', { limit: capture }))
    expect(purity).toMatchObject({ verdict: 'unknown', why: expect.stringContaining(why) })
    expect(fingerprint.isLasting).toBe(false)
  })

  test('that are frozen all the way down are constants', () => {
    const config = Object.freeze({ limits: Object.freeze([1, 2]) })
    const { expression } = read(attached('(v) => config.limits.includes(v.id)', { config: constantly(config) }))
    expect(expression && evaluate(expression, [{ id: 2 }])).toBe(true)
    const half = Object.freeze({ limits: [1, 2] })
    expect(read(attached('(v) => half.limits[0]', { half: constantly(half) })).purity.verdict).toBe('unknown')
  })

  test('shadow globals', () => {
    const shadowed = attached('(v) => Number(v.id)', { Number: constantly(attached('(x) => x + 1', {})) })
    const { expression } = read(shadowed)
    expect(expression && evaluate(expression, [{ id: 2 }])).toBe(3)
    expect(read(attached('(v) => new Map()', { Map: constantly(class {}) })).purity.verdict).toBe('unknown')
    // Without a loader, a name that libraries export as well is not taken for the global where its value counts.
    expect(read(new Function('return (v) => isNaN(v.n)')() as Fn)).toMatchObject({
      purity: { verdict: 'zoned' },
      expression: undefined,
    })
    expect(read(attached('(v) => isNaN(v.n)', {})).expression).toBeDefined()
  })

  test('by a path are those of a namespace', () => {
    const dates = constantly(attached('(text) => text.length', {}))
    expect(read(attached('(v) => dates.parse(v.name)', { 'dates.parse': dates })).purity).toEqual({ verdict: 'pure' })
  })

  test('that lead in a circle are unknown', () => {
    const captures: Record<string, Capture> = {}
    const even = attached<Fn>('(n) => n === 0 || odd(n - 1)', captures)
    const odd = attached<Fn>('(n) => n !== 0 && even(n - 1)', { even: constantly(even) })
    captures.odd = constantly(odd)
    expect(read(even).purity).toMatchObject({ verdict: 'unknown', why: expect.stringContaining('calls itself') })
  })

  test('of impure functions are impure, with the place', () => {
    const roll = attached('() => Math.random()', {})
    expect(read(attached('(v) =>\n  v.id + roll()', { roll: constantly(roll) })).purity).toEqual({
      verdict: 'impure',
      what: 'calls roll, which uses Math.random, which touches chance',
      where: { line: 2, column: 10 },
    })
  })
})

describe('fields', () => {
  test.each<[Fn, readonly string[] | 'all']>([
    [(v: { id: number; n: number }) => v.id + v.n, ['id', 'n']],
    [({ id, ...rest }: { id: number }) => [id, rest], 'all'],
    [({ id, n: { a } }: { id: number; n: { a: 1 } }) => [id, a], ['id', 'n']],
    [(v: object) => ({ ...v }), 'all'],
    [(v: object) => v, 'all'],
    [() => 1, []],
    [(v: { a?: { b: 1 } }) => v.a?.b, ['a']],
    [(v: { a: 1 } | null) => (v === null ? 0 : v.a), ['a']],
    [(v: Record<string, string>) => v[v.name ?? ''], 'all'],
    [([, right]: [unknown, { state: string }]) => right.state, ['0', '1']],
    [
      (v: { tags: string[]; id: number }) => {
        const row = v
        const { id } = row
        let n = 0
        for (const tag of row.tags) n += tag.length
        return n + id
      },
      ['tags', 'id'],
    ],
    [
      (v: { tags: string[] }) => {
        for (const tag of v.tags) if (tag === '') return v
        return null
      },
      'all',
    ],
  ])('of %s', (fn, fields) => {
    expect(read(fn).fields).toEqual(fields === 'all' ? 'all' : new Set(fields))
  })

  test('of what is not pure are known as well', () => {
    expect(read((v: { id: number }) => v.id * Math.random()).fields).toEqual(new Set(['id']))
    const impure = new Function('return function (v) { return arguments[0].id + Math.random() }')() as Fn
    expect(read(impure).fields).toBe('all')
  })
})

describe('the place of an effect', () => {
  test('is that in the text of the function', () => {
    const fn = new Function('return (v) => {\n  const a = v.id\n  v.tags.sort()\n  return a\n}')() as Fn
    expect(read(fn).purity).toMatchObject({ verdict: 'impure', where: { line: 3, column: 10 } })
    const { run } = new Function('return { run(v) { v.id = 1 } }')() as { run: Fn }
    expect(read(run).purity).toMatchObject({ where: { line: 1, column: 10 } })
  })
})

describe('a fingerprint', () => {
  const of = (text: string, captures: Readonly<Record<string, Capture>> = {}) =>
    read(attached(text, captures)).fingerprint

  test('does not depend on who built the text', () => {
    const plain = of('(row) => { const twice = (x) => x * 2; return twice(row.id) }')
    expect(plain.isLasting).toBe(true)
    expect(of('r=>{const t=__name(e=>e*2,"t");return t(r.id)}')).toEqual(plain)
    expect(of('function (row) { cov_1().f[0]++; const t = (x) => { return (x) * 2 }; return t(row["id"]) }')).toEqual(
      plain,
    )
  })

  test('does not depend on who built what is not read', () => {
    const looped = of("(row) => { let n = 0; for (const tag of row.tags) n += tag.length; return { n, s: 'a' } }")
    expect(of('r=>{let e=0;for(const t of r.tags)e+=t["length"];return{n:e,s:"a"}}')).toEqual(looped)
    expect(of("(row) => { let n = 0; for (const tag of row.tags) n -= tag.length; return { n, s: 'a' } }")).not.toEqual(
      looped,
    )
  })

  test('depends on parameters, captures, and the functions that are called', () => {
    const compare = (r: { id: number }, p: number) => r.id > p
    expect(read(compare, 1).fingerprint).toEqual(read((r: { id: number }, p: number) => r.id > p, 1).fingerprint)
    expect(read(compare, 1).fingerprint).not.toEqual(read(compare, 2).fingerprint)
    const limited = (limit: unknown) => of('(v) => v.id > limit', { limit: constantly(limit) })
    expect(limited(1)).toEqual(limited(1))
    expect(limited(1)).not.toEqual(limited(2))
    expect(limited(0)).not.toEqual(limited(-0))
    const calling = (text: string) => of('(v) => helper(v)', { helper: constantly(attached(text, {})) })
    expect(calling('(x) => x.id')).toEqual(calling('(y) => y.id'))
    expect(calling('(x) => x.id')).not.toEqual(calling('(x) => x.n'))
    const looping = (step: string) => calling(`(x) => { let n = 0; for (const t of x.tags) n ${step} 1; return n }`)
    expect(looping('+=')).toEqual(looping('+='))
    expect(looping('+=')).not.toEqual(looping('-='))
  })

  test('is not lasting where something is hidden', () => {
    expect(of('(v) => v.id').isLasting).toBe(true)
    expect(read((v: unknown) => constantly(v)).fingerprint.isLasting).toBe(false)
    expect(of('(v) => frob(v)').isLasting).toBe(false)
    expect(read((_: unknown, p: unknown) => p, (() => 1).bind(undefined)).fingerprint.isLasting).toBe(false)
  })

  test('is there for functions that call themselves, or each other', () => {
    const calls = (names: readonly string[]): readonly Fn[] => {
      const made: Fn[] = []
      const captures = Object.fromEntries(
        names.map((name, i): [string, Capture] => [name, { get: () => made[names.length - 1 - i], isConstant: true }]),
      )
      for (const name of names) made.push(attached(`(v) => { for (const t of v.tags) ${name}(t); return 1 }`, captures))
      return made
    }
    for (const names of [['itself'], ['one', 'other']])
      for (const fn of calls(names)) {
        const { fingerprint } = read(fn)
        expect(fingerprint.isLasting).toBe(true)
        expect(read(fn).fingerprint).toEqual(fingerprint)
      }
  })
})

test('a lambda is read once', () => {
  const one = lambda('map', (v: { id: number }) => v.id)
  expect(readLambda(one as never)).toBe(readLambda(one as never))
  expect(Object.isFrozen(readLambda(one as never))).toBe(true)
})
