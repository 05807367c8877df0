/**
 * Proves that each operator makes the mistake that it is named after wherever it can be made, and leaves alone what would be the
 * same function.
 */
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { attach } from '../../../src/lambda/attachment.ts'
import { operators } from '../../../src/laws/mutants/operators.ts'

type AnyFunction = (...args: never) => unknown

/** A function of this text, as nobody has changed it. */
const function_ = (text: string): AnyFunction => new Function(`'use strict'; return (${text}\n)`)() as AnyFunction

const mutantsOf = (text: string, id?: string): readonly string[] =>
  L.mutantsOf(function_(text)).flatMap((one) => (id === undefined || one.id === id ? [one.text] : []))

/** Texts that are put together, as a text in the functions below. */
const twoParts = ['`', '{a},', '{b}`'].join('$')
const onePart = ['`', '{a},`'].join('$')

/** What a mutant gives. */
const gives = (mutant: L.Mutant | undefined, given: unknown): unknown =>
  (mutant?.fn as ((given: unknown) => unknown) | undefined)?.(given)

/** Functions, and what an operator makes of each. */
const made: Readonly<Record<string, readonly (readonly [text: string, ...mutants: string[]])[]>> = {
  'in-place': [
    ['(all) => all.toSorted((a, b) => a - b)', '(all) => all.sort((a, b) => a - b)'],
    ['(r) => r.tags.toReversed()[0]', '(r) => r.tags.reverse()[0]'],
    ['(all) => all.toSpliced(0, 1)', '(all) => ((it) => (it.splice(0, 1), it))(all)'],
    ['(all) => all.filter(Boolean).toSorted()'],
    ['(all) => { const copy = [...all]; return copy.toSorted() }'],
  ],
  'dropped-copy': [
    ['(all) => [...all].sort()', '(all) => all.sort()'],
    ['(all) => all.slice().sort()', '(all) => all.sort()'],
    ['(all) => Array.from(all).reverse()', '(all) => all.reverse()'],
    ['(all) => [].concat(all).sort()', '(all) => all.sort()'],
    ['(r) => { const c = { ...r }; c.id = 1; return c }', '(r) => { const c = r; c.id = 1; return c }'],
    ['(r) => { const c = { ...r }; delete c.id; return c }', '(r) => { const c = r; delete c.id; return c }'],
    [
      '(r) => { const c = structuredClone(r); c.a.b.push(1); return c }',
      '(r) => { const c = r; c.a.b.push(1); return c }',
    ],
    [
      '(r) => { const c = JSON.parse(JSON.stringify(r)); c.a.b++; return c }',
      '(r) => { const c = r; c.a.b++; return c }',
    ],
    [
      '(r) => { const d = new Date(r.at); d.setUTCHours(0); return d }',
      '(r) => { const d = r.at; d.setUTCHours(0); return d }',
    ],
    [
      '(a, b) => { const m = new Map(a); for (const [k, v] of b) m.set(k, v); return m }',
      '(a, b) => { const m = a; for (const [k, v] of b) m.set(k, v); return m }',
    ],
    // Nobody writes to these,
    ['(all) => [...all].map((n) => n + 1)'],
    ['(r) => ({ ...r })'],
    ['(r) => { const c = { ...r }; return c.id }'],
    // and these were the function's own.
    ['(r) => [...Object.keys(r)].sort()'],
    ['(all) => [...new Set(all)].sort()'],
    ['(counts) => [...counts].sort(([a], [b]) => a - b)'],
  ],
  'spread-into': [
    ['(r) => ({ ...r, id: 1 })', '(r) => (Object.assign(r, { id: 1 }))'],
    ['(r) => ({ n: 0, ...r })', '(r) => (Object.assign(r, { n: 0, ...r }))'],
    ['(r) => Object.assign({}, r, { id: 1 })', '(r) => Object.assign(r, { id: 1 })'],
    ['(r) => ({ ...r })'],
    ['(r) => { const c = { id: 0 }; return { ...c, id: r.id } }'],
    ['(r) => ({ ...(r.id > 0 && { id: r.id }), n: 1 })'],
  ],
  pushed: [
    ['(all) => [...all, 1]', '(all) => (all.push(1), all)'],
    ['(r) => r.tags.concat(r.more)', '(r) => (r.tags.push(...[].concat(r.more)), r.tags)'],
    ['(all) => all.reduce((a, n) => [...a, n], [])'],
    ['(all) => [...all.map(String), 1]'],
    ['() => ({ init: () => [], step: (a, n) => [...a, n] })'],
  ],
  'written-row': [
    ['(r) => r.price * 2', '(r) => (r.price = r.price * 2)'],
    ['(r) => r.name.trim()', '(r) => (r.name = r.name.trim())'],
    ['(all) => all.filter((r) => r.price > 0)', '(all) => all.filter((r) => (r.price = r.price > 0))'],
    ['(all) => [...all].sort((a, b) => a.at - b.at)', '(all) => [...all].sort((a, b) => (a.at = a.at - b.at))'],
    [
      '(all) => { let n = 0; for (const r of all) n += r.at % 2; return n }',
      '(all) => { let n = 0; for (const r of all) n += (r.at = r.at % 2); return n }',
    ],
    [
      '() => ({ init: () => 0, step: (n, r) => n + r.at / 2 })',
      '() => ({ init: () => 0, step: (n, r) => n + (r.at = r.at / 2) })',
    ],
    ['(text) => text.length > 2'],
    ['(all) => all.map((n) => ({ n })).filter((one) => one.n > 0)'],
    ['({ price }) => price * 2'],
  ],
  'made-once': [
    [
      '(all) => { const seen = new Set(); return all.filter((n) => seen.add(n)) }',
      '(() => { const seen = new Set(); return (all) => { ; return all.filter((n) => seen.add(n)) } })()',
    ],
    [
      '(all) => { let n = 0; for (const one of all) n += one; return n }',
      '(() => { let n = 0; return (all) => { ; for (const one of all) n += one; return n } })()',
    ],
    [
      '() => (all) => { const out = []; for (const n of all) out.push(n); return out }',
      '() => (() => { const out = []; return (all) => { ; for (const n of all) out.push(n); return out } })()',
    ],
    [
      '() => function (all) { const out = []; out.push(...all); return out }',
      '() => (() => { const out = []; return function (all) { ; out.push(...all); return out } })()',
    ],
    ['(all) => { const out = [all[0]]; out.push(1); return out }'],
    ['(all) => { const limits = [1, 2]; return all.filter((n) => n > limits[0]) }'],
    ['(all) => { let n = 0; return all.length + n }'],
    ['() => { const seen = new Set(); return (n) => seen.add(n) }'],
  ],
  'shared-seed': [
    [
      '(all) => all.reduce((a, n) => { a.push(n); return a }, [])',
      '(() => { const kept = []; return (all) => all.reduce((a, n) => { a.push(n); return a }, kept) })()',
    ],
    [
      '() => ({ init: () => [], step: (a, n) => { a.push(n); return a } })',
      '() => ({ init: (() => { const kept = []; return () => kept })(), step: (a, n) => { a.push(n); return a } })',
    ],
    ['(all) => all.reduce((a, n) => a + n, 0)'],
    ['(all) => all.reduce((a, n) => [...a, n], [])'],
    ['() => ({ init: () => ({ n: 0 }), step: ({ n }, x) => ({ n: n + x }) })'],
    ['(r, more) => more.reduce((a, n) => { a.push(n); return a }, [r])'],
  ],
  'shared-default': [
    [
      '(r) => { const tags = r.tags ?? []; tags.push(1); return tags }',
      '(() => { const kept = []; return (r) => { const tags = r.tags ?? kept; tags.push(1); return tags } })()',
    ],
    [
      '(r, into = []) => { into.push(r); return into }',
      '(() => { const kept = []; return (r, into = kept) => { into.push(r); return into } })()',
    ],
    ['(r) => (r.tags ?? []).length'],
  ],
  'reused-cell': [
    ['(r) => ({ id: r.id })', '(() => { const kept = {}; return (r) => (Object.assign(kept, { id: r.id })) })()'],
    ['(all) => all.map((r) => ({ id: r.id }))'],
    ['() => ({ id: 1 })'],
    ['(r) => ({ get id() { return r.id } })'],
  ],
  'remembering-pattern': [
    ['(text) => /a/.test(text)', '(() => { const kept = /a/g; return (text) => kept.test(text) })()'],
    [
      '() => { const a = /a/i; return (text) => a.exec(text) }',
      '() => { const a = /a/ig; return (text) => a.exec(text) }',
    ],
    ['(text) => text.replace(/a/, "b")'],
    ['() => { const a = /a/g; return (text) => a.test(text) }'],
  ],
  'short-key': [
    [
      `() => { const c = new Map(); return ({ a, b }) => { const k = ${twoParts}; if (!c.has(k)) c.set(k, a + b); return c.get(k) } }`,
      `() => { const c = new Map(); return ({ a, b }) => { const k = ${onePart}; if (!c.has(k)) c.set(k, a + b); return c.get(k) } }`,
    ],
    [
      '() => { const c = new Map(); return ([a, b]) => { const k = JSON.stringify([a, b]); if (!c.has(k)) c.set(k, a + b); return c.get(k) } }',
      '() => { const c = new Map(); return ([a, b]) => { const k = JSON.stringify([a]); if (!c.has(k)) c.set(k, a + b); return c.get(k) } }',
    ],
    [
      `(all) => { const c = new Map(); return all.map(({ a, b }) => { const k = ${twoParts}; c.set(k, a); return c.get(k) }) }`,
    ],
    [`({ a, b }) => { const k = ${twoParts}; return k }`],
  ],
  'no-tie-break': [
    ['(a, b) => a.at - b.at || a.id - b.id', '(a, b) => a.at - b.at'],
    ['(all) => all.toSorted((a, b) => a.at - b.at || a.id - b.id)', '(all) => all.toSorted((a, b) => a.at - b.at)'],
    ['(r) => r.at || r.id'],
  ],
  'not-awaited': [
    [
      'async (calls, { input }) => { await calls.save(input); return input }',
      'async (calls, { input }) => { calls.save(input); return input }',
    ],
    ['async (calls) => { const all = await calls.load(); return all }'],
    ['async (calls) => await calls.load()'],
    ['async (n) => { await Promise.resolve(); return n }'],
  ],
  'swapped-merge': [
    [
      '() => ({ init: () => [], step: (a, n) => [...a, n], merge: (a, b) => [...a, ...b] })',
      '() => ({ init: () => [], step: (a, n) => [...a, n], merge: (b, a) => [...a, ...b] })',
    ],
    ['() => ({ init: () => 0, step: (a, n) => a + n, merge: (a, b) => a + b })'],
    [
      '() => ({ init: () => 0, step: (a, n) => a + n, merge: (a, b) => ({ n: Math.max(a.n, b.n), all: a.all && b.all }) })',
    ],
    ['() => ({ init: () => new Set(), step: (a, n) => a.add(n), merge: (a, b) => new Set([...a, ...b]) })'],
  ],
  'asked-clock': [
    ['(r) => new Date(r.at)', '(r) => new Date()'],
    ['(r, now) => now - r.at', '(r, now) => Date.now() - r.at'],
    ['({ at, now }) => at < now', '({ at, now }) => at < Date.now()'],
    [
      '() => { const now = () => 0; return (r) => r.at < now() }',
      '() => { const now = () => 0; return (r) => r.at < Date.now() }',
    ],
    ['() => { const start = new Date(0); return (r) => r.at < start }'],
    ['(r) => new Date(2020, 1)'],
  ],
  unseeded: [
    [
      '() => { const random = () => 0.5; return (r) => r.n + random() }',
      '() => { const random = () => 0.5; return (r) => r.n + Math.random() }',
    ],
    ['(r) => r.random(1)'],
  ],
  'of-the-machine': [
    ['(r) => r.at.getUTCHours()', '(r) => r.at.getHours()'],
    ['(r) => r.name.toLowerCase()', '(r) => r.name.toLocaleLowerCase()'],
    ['(a, b) => a.localeCompare(b, "en")', '(a, b) => a.localeCompare(b, undefined)'],
    ['(n) => n.toLocaleString("en-US")', '(n) => n.toLocaleString(undefined)'],
    ['(n) => new Intl.NumberFormat("de").format(n)', '(n) => new Intl.NumberFormat(undefined).format(n)'],
    [
      '(r) => r.at.toLocaleString("de", { timeZone: "UTC" })',
      '(r) => r.at.toLocaleString("de", { timeZone: undefined })',
      '(r) => r.at.toLocaleString(undefined, { timeZone: "UTC" })',
    ],
    [
      '() => { const f = new Intl.NumberFormat("de"); return (n) => f.format(n) }',
      '() => { const f = new Intl.NumberFormat(undefined); return (n) => f.format(n) }',
    ],
    ['(r) => r.at.getTime()'],
  ],
}

describe.each(Object.entries(made))('%s', (id, cases) => {
  test.each(cases)('%s', (text, ...expected) => {
    expect([...mutantsOf(text, id)].sort()).toEqual([...expected].sort())
  })
  test('has a case that it changes, and one that it leaves alone', () => {
    expect(cases.some(([, ...mutants]) => mutants.length > 0)).toBe(true)
    expect(cases.some(([, ...mutants]) => mutants.length === 0)).toBe(true)
  })
})

test('each operator is tested, and says what it does', () => {
  expect(operators.map(({ id }) => id).sort()).toEqual(Object.keys(made).sort())
  for (const { what } of operators) expect(what).toMatch(/^[a-zA-Z].*[a-z/]$/)
})

describe('mutants', () => {
  test('do what their text says, and leave the function as it is', () => {
    const fn = (all: readonly number[]) => [...all].sort((a, b) => a - b)
    const [one] = L.mutantsOf(fn)
    const given = [3, 1, 2]
    expect(fn(given)).toEqual([1, 2, 3])
    expect(given).toEqual([3, 1, 2])
    expect(gives(one, given)).toEqual([1, 2, 3])
    expect(given).toEqual([1, 2, 3])
  })

  test('say in which line they are', () => {
    const [one] = L.mutantsOf(function_('(all) => {\n  const n = 1\n  return all.toSorted()\n}'))
    expect(one).toMatchObject({ id: 'in-place', line: 3, text: '(all) => {\n  const n = 1\n  return all.sort()\n}' })
  })

  test('have what the function captured, where it is known', () => {
    const text = '(all) => limits.sort(all).toSorted(by)'
    const fn = function_('() => undefined')
    expect(L.mutantsOf(function_(text))).toEqual([])
    const limits = { sort: (all: readonly number[]) => all }
    const by = (a: number, b: number) => b - a
    const constant = (value: unknown) => ({ get: () => value, isConstant: true })
    attach(fn, { text, captures: { limits: constant(limits), by: constant(by) } })
    const [mutant, ...others] = L.mutantsOf(fn)
    expect(others).toEqual([])
    const given = [1, 3, 2]
    expect(gives(mutant, given)).toEqual([3, 2, 1])
    expect(given).toEqual([3, 2, 1])
    attach(fn, { text, captures: { limits: constant(limits), by: { get: () => by, isConstant: false } } })
    expect(L.mutantsOf(fn)).toEqual([])
  })

  test('have members of namespaces', () => {
    const fn = function_('() => undefined')
    const captures = { 'sorts.by': { get: () => (a: number, b: number) => b - a, isConstant: true } }
    attach(fn, { text: '(all) => all.toSorted(sorts.by)', captures })
    expect(gives(L.mutantsOf(fn)[0], [1, 2])).toEqual([2, 1])
  })

  test('are made of methods, and of asynchronous functions', () => {
    const { first } = {
      async first(all: readonly number[]) {
        return all.toSorted()[0]
      },
    }
    expect(L.mutantsOf(first).map(({ id }) => id)).toEqual(['in-place'])
  })

  test.each<readonly [string, AnyFunction]>([
    ['a native function', Math.max],
    ['a bound function', ((all: readonly number[]) => all.toSorted()).bind(null)],
    ['a class', class {} as unknown as AnyFunction],
    [
      'a generator',
      function* (all: readonly number[]) {
        yield all.toSorted()
      },
    ],
  ])('there are none of %s', (_, fn) => {
    expect(L.mutantsOf(fn)).toEqual([])
  })

  test('are made of what tools have made of a function', () => {
    const text = '()=>{const f=__name(r=>{return{id:r.id}},"f");return f}'
    const fn = function_('() => undefined')
    attach(fn, { text, captures: {} })
    const [mutant, ...others] = L.mutantsOf(fn)
    expect(others).toEqual([])
    expect(mutant?.text).toBe(
      '()=>{const f=__name((() => { const kept = {}; return r=>{return Object.assign(kept, {id:r.id})} })(),"f");return f}',
    )
    const made = gives(mutant, undefined) as (row: unknown) => unknown
    expect(made({ id: 1 })).toBe(made({ id: 2 }))
  })

  test('are none twice, and take a name that is free', () => {
    const texts = mutantsOf('(kept) => kept.reduce((a, n) => { a.push(n); return a }, [])', 'shared-seed')
    expect(texts).toEqual([
      '(() => { const kept_ = []; return (kept) => kept.reduce((a, n) => { a.push(n); return a }, kept_) })()',
    ])
  })
})
