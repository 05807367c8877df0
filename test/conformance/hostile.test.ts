/**
 * Proves that no text of users or of data becomes code: names, constants and values that would end a string, a comment or a
 * line, or mean something to objects, give the answers of the reference engine, and stand in no generated code as they are.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as IO from 'floe/io'
import * as t from 'io-ts'
import { expect, test, vi } from 'vitest'
import { temporary } from '../io/temporary.ts'
import { runs } from '../runs.ts'
import { looksOf } from './looks.ts'
import { outcomeOf } from './outcome.ts'

const compiled = vi.hoisted((): string[] => [])

vi.mock('../../src/code/compile.ts', async (original) => {
  const real = await original<typeof import('../../src/code/compile.ts')>()
  return {
    ...real,
    compile: (statements: string) => {
      compiled.push(statements)
      return real.compile(statements)
    },
  }
})

/** How much code there was, and whether hostile texts stood in its quotes. */
let count = 0
let isEscaped = false

const { put } = temporary()

/** Each has a part that no code of ours has. */
const hostile = [
  '__proto__',
  "it's zq",
  'a"zq',
  'a`zq`',
  'a$' + '{zq}',
  'zq*/zq',
  '//zq',
  'a\nzq',
  'a\rzq',
  'a\u2028zq',
  'a\u2029zq',
  'a\ud800zq',
  '\udc00zq',
  '\\zq',
  '\\',
  '\\u0022zq',
  "');zq('",
  '\u0000zq',
  '</script>zq',
  'zq 🙂 ü',
  '"] = zq; //',
  'v0 = 1 //?',
  'constructor',
  'hasOwnProperty',
  'toString',
  'then',
  'length',
  '',
  'known0',
  'column0',
  '0',
  '-1',
  '10',
] as const

/** Code without what stands in its quotes. */
const bare = (code: string): string => code.replace(/"(?:[^"\\\n]|\\.)*"/g, '""')

const { prepare: _, ...asGiven } = F.compiled

const same = async (plan: F.Bag<unknown>): Promise<void> => {
  for (const onError of ['fail', 'reject'] as const) {
    const { counts: _, ...expected } = await outcomeOf(plan, { engine: F.reference, onError })
    for (const engine of [F.compiled, asGiven]) {
      const { counts: __, ...found } = await outcomeOf(plan, { engine, onError })
      expect(found).toEqual(expected)
      const looks = async (by: F.Engine) =>
        (await F.toList(plan, { engine: by, onError: 'reject', onReject: () => {} })).toArray().map(looksOf)
      expect(await looks(engine)).toEqual(await looks(F.reference))
    }
  }
  for (const code of compiled.splice(0)) {
    isEscaped ||= code.includes('\\u2028zq')
    count++
    expect(bare(code)).not.toMatch(/zq/)
    // An ellipsis stands in comments of our own.
    expect(code).not.toMatch(/[^\n -~…]/)
  }
}

type Any = Readonly<Record<string, unknown>>
type Rows = F.Sequence<Any>

/** A function that is read, of a text: what a user would have written with that very text in it. */
const written = <F>(text: string): F => new Function(`return ${text}`)() as F

const literal = (text: string): string =>
  JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

/** Plans that name two fields, and hold a text. */
const plans = (a: string, b: string, text: string): readonly ((rows: Rows) => F.Bag<unknown>)[] => {
  const [qa, qb, qt] = [a, b, text].map(literal)
  const read = <B>(body: string): ((r: Any) => B) => written(`(r) => ${body}`)
  const field = read<unknown>(`r[${qa}]`)
  return [
    (rows) => rows,
    F.map(field),
    F.map(read(`({ ...r, [${qa}]: ${qt} })`)),
    F.map(read(`({ ...r, ${qa}: ${qt} })`)),
    F.map(read(`({ [${qb}]: r[${qa}], [${qa}]: r[${qb}] })`)),
    F.map(read(`\`\${r[${qa}]} ${text.replace(/[\\`$]/g, '\\$&')}\``)),
    F.map(written(`({ [${qa}]: it, ...rest }) => [it, rest]`)),
    F.filter(read(`r[${qa}] !== ${qt}`)),
    F.map(read(`r[${qa}][${qb}][${qt}]`)),
    F.map(read(`r[${qa}] === ${qt} ? r : { x: r[${qa}].length, y: new Map([[${qt}, 1]]) }`)),
    F.derive({ [a]: field, [b]: read(`[r[${qa}], ${qt}]`) }),
    (rows) => F.pipe(rows, F.derive({ [`${a}!`]: field }), F.select(`${a}!`)),
    F.select(b, a) as (rows: Rows) => Rows,
    F.omit(a) as (rows: Rows) => Rows,
    F.rename({ [a]: b, [b]: a } as never) as unknown as (rows: Rows) => Rows,
    F.rename({ [a]: text === a || text === b ? `${a}?` : text } as never) as unknown as (rows: Rows) => Rows,
    F.validate(read(`r[${qa}] !== ${qt}`), text),
    F.groupBy(field, { [a === 'key' ? 'x' : a]: A.count() }),
    F.groupBy(
      { [a]: field, [b]: read(`r[${qb}]`) },
      { [`${a}+`]: A.count(), [`${b}+`]: A.max(field as (r: Any) => string) },
    ),
    F.groupBy(read(`({ [${qt}]: r[${qa}], ${qb}: ${qt} })`), { n: A.toList() }),
    F.aggregate({ [a]: A.min(field as (r: Any) => string), [b]: A.count(), [`${text}.`]: A.toSet(field) }),
    (rows) => F.pipe(rows, F.join(rows, { left: field, right: read(`r[${qb}]`) })),
    (rows) => F.pipe(rows, F.join(rows, { left: field, right: field, how: 'left' })),
    F.distinctBy(field),
    F.sortBy(field as (r: Any) => string),
  ]
}

const one = fc.constantFrom(...hostile)
const given = fc.tuple(one, one, one, fc.array(fc.tuple(one, one), { maxLength: 4 })).filter(([a, b]) => a !== b)

/** A record with these as its own fields, whatever they are called. */
const record = (entries: readonly (readonly [string, unknown])[]): Any => Object.fromEntries(entries)

const attempt = (plan: () => F.Bag<unknown>): F.Bag<unknown> | undefined => {
  try {
    return plan()
  } catch (thrown) {
    // Some names are refused when a plan is made.
    if ((thrown as F.RunError)?._tag === undefined) throw thrown
    return undefined
  }
}

test('rows in memory', () =>
  fc.assert(
    fc.asyncProperty(given, fc.nat(24), async ([a, b, text, values], at) => {
      const rows = F.rows(
        values.map(([x, y]) =>
          record([
            [a, x],
            [b, y],
          ]),
        ),
      )
      const plan = attempt(() => (plans(a, b, text)[at] as (rows: Rows) => F.Bag<unknown>)(rows))
      if (plan !== undefined) await same(plan)
    }),
    { numRuns: runs(80) },
  ))

/** UTF-8 has no lone surrogates. */
const isStored = (text: string): boolean => Buffer.from(text).toString() === text
const stored = given.filter(([a, b]) => isStored(a) && isStored(b))

test('rows of files', () =>
  fc.assert(
    fc.asyncProperty(stored, fc.nat(24), fc.boolean(), async ([a, b, text, values], at, wantsCsv) => {
      // Text that begins with zero bytes is taken for no text.
      const isCsv = wantsCsv && !`${a}${b}`.includes('\0')
      const codec = t.type(
        record([
          [a, t.string],
          [b, t.string],
        ]) as { readonly [name: string]: t.StringC },
      )
      const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`
      const content = isCsv
        ? [[a, b], ...values].map((cells) => `${cells.map(cell).join(',')}\n`).join('')
        : values
            .map(([x, y]) => `{${JSON.stringify(a)}:${JSON.stringify(x)},${JSON.stringify(b)}:${JSON.stringify(y)}}\n`)
            .join('')
      const path = put(isCsv ? 'rows.csv' : 'rows.jsonl', content)
      const plan = attempt(() => {
        const rows = (isCsv ? IO.csv(path, codec) : IO.ndjson(path, codec)) as Rows
        return (plans(a, b, text)[at] as (rows: Rows) => F.Bag<unknown>)(rows)
      })
      if (plan !== undefined) await same(plan)
    }),
    { numRuns: runs(80) },
  ))

test('code was generated', () => {
  expect(count).toBeGreaterThan(runs(1000))
  expect(isEscaped).toBe(true)
})
