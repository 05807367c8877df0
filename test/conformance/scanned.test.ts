/**
 * Proves that the compiled engine means what the reference engine means where rows come as columns: of files in each format
 * that is scanned, however they are cut into batches, with rows that do not decode, and functions that can be read or not.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { afterAll, describe, expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { looksOf } from './looks.ts'
import { outcomeOf } from './outcome.ts'
import { type Amount, type Format, formats, people, type Row } from './people.ts'
import { endings, keepers } from './person-stages.ts'
import { watched } from './watched.ts'

const rowsOf = people()
const { prepare: _, ...asGiven } = F.compiled
const engines = [F.compiled, asGiven]

/** What runs have asked sources for: for all of their columns, for some, for none; or for rows. */
const asked = { all: 0, some: 0, none: 0, rows: 0 }
const onScan = (fields: readonly string[]): void => {
  asked[fields.length === 5 ? 'all' : fields.length === 0 ? 'none' : 'some']++
}
const onOpen = (): void => {
  asked.rows++
}

/** Most functions can be read, so that sources are asked for some of their columns often enough. */
const seldom = fc.nat(2).map((n) => n === 2)

/** A function that nobody can look into. */
const opaque = <F>(f: F): F => (f as (...args: unknown[]) => unknown).bind(undefined) as F

interface Drawn {
  readonly format: Format
  readonly amount: Amount
  readonly isLoose: boolean
  readonly size: number | undefined
  readonly stages: readonly { readonly at: number; readonly isOpaque: boolean; readonly k: number }[]
  readonly end: number
  readonly isEndOpaque: boolean
}

const drawn = (amounts: readonly Amount[], maxLength: number): fc.Arbitrary<Drawn> =>
  fc.record({
    format: fc.constantFrom(...formats),
    amount: fc.constantFrom(...amounts),
    isLoose: fc.nat(5).map((n) => n === 5),
    size: fc.constantFrom(undefined, 1, 2, 3, 7, 1_000_000),
    stages: fc.array(
      fc.record({ at: fc.nat(keepers.length - 1), isOpaque: seldom, k: fc.integer({ min: 1, max: 5 }) }),
      {
        maxLength,
      },
    ),
    end: fc.nat(endings.length - 1),
    isEndOpaque: seldom,
  })

/** The plan that was drawn, as far as its stages can follow each other. */
const planOf = ({ format, amount, isLoose, size, stages, end, isEndOpaque }: Drawn, isWatched: boolean) => {
  const watch = isWatched ? { onScan, onOpen, ...(size === undefined ? {} : { size }) } : {}
  let rows = watched(rowsOf(format, amount, isLoose), watch)
  const other = () => watched(rowsOf(format, 'few', isLoose), watch)
  const names: string[] = []
  const go = <B>(
    from: F.Sequence<Row>,
    [name, apply]: readonly [string, (typeof endings)[number][1]],
    isOpaque: boolean,
    k: number,
  ) => {
    try {
      const next = apply(from, { as: isOpaque ? opaque : (f) => f, k, other }) as F.Bag<B>
      names.push(`${name}${isOpaque ? ' opaque' : ''} ${k}`)
      return next
    } catch (thrown) {
      // A stage that needs an order does not come behind one that gives none.
      if (F.orderOf(from.plan) === 'sequence') throw thrown
      return undefined
    }
  }
  for (const { at, isOpaque, k } of stages) {
    const next = go<Row>(rows, keepers[at] as (typeof keepers)[number], isOpaque, k)
    if (next !== undefined) rows = next as F.Sequence<Row>
  }
  const ended: F.Bag<unknown> = go(rows, endings[end] as (typeof endings)[number], isEndOpaque, 2) ?? rows
  return { dataset: ended, text: names.join(', ') }
}

const described = (arbitrary: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> =>
  arbitrary.map((one) => ({
    ...one,
    [fc.toStringMethod]: () =>
      `${one.format} ${one.amount}${one.isLoose ? ' loose' : ''} in batches of ${one.size}: ${planOf(one, false).text}`,
  }))

const policy = fc.constantFrom('fail', 'reject')

const same = async (one: Drawn, onError: F.ErrorPolicy): Promise<void> => {
  const { dataset } = planOf(one, false)
  const { counts, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
  for (const engine of engines) {
    const { counts: own, ...found } = await outcomeOf(planOf(one, true).dataset, { engine, onError })
    expect(found).toEqual(expected)
    if (engine === asGiven && onError === 'reject') expect(own).toEqual(counts)
  }
}

describe('rows of files', () => {
  test('few of them, in any batches', () =>
    fc.assert(
      fc.asyncProperty(described(drawn(['few', 'bad', 'bad', 'none'], 5)), policy, (one, onError) =>
        same(one, onError),
      ),
      { numRuns: runs(200) },
    ))

  const counted = endings.findIndex(([name]) => name === 'counted')

  test('of which no field is wanted', () =>
    fc.assert(
      fc.asyncProperty(
        described(drawn(['few', 'bad', 'none'], 0).map((one) => ({ ...one, end: counted }))),
        policy,
        (one, onError) => same(one, onError),
      ),
      { numRuns: runs(40) },
    ))

  test('more of them than a batch holds', () =>
    fc.assert(
      fc.asyncProperty(
        described(drawn(['many'], 3)).filter(({ size }) => size !== 1),
        policy,
        (one, onError) => same(one, onError),
      ),
      { numRuns: 6 },
    ))

  afterAll(() => {
    expect(asked.all).toBeGreaterThan(runs(10))
    expect(asked.some).toBeGreaterThan(runs(30))
    expect(asked.none).toBeGreaterThan(runs(20))
    expect(asked.rows).toBeGreaterThan(runs(10))
  })
})

test.each(formats.flatMap((format) => (['few', 'bad'] as const).map((amount) => [format, amount] as const)))(
  'rows of %s look the same: %s',
  async (format, amount) => {
    for (const [name, apply] of [...keepers, ...endings])
      for (const as of [<A>(f: A) => f, opaque]) {
        const plan = apply(rowsOf(format, amount), { as, k: 2, other: () => rowsOf(format, 'few') })
        const looks = async (engine: F.Engine) => {
          const rows = await F.toList(plan, { engine, onError: 'reject', onReject: () => {} })
          return rows.toArray().map(looksOf)
        }
        expect([name, await looks(F.compiled)]).toEqual([name, await looks(F.reference)])
      }
  },
)

test('sources are asked for just the fields that matter', async () => {
  const fieldsOf = async (go: (rows: F.Sequence<Row>) => F.Bag<unknown>) => {
    const all: unknown[] = []
    const rows = watched(rowsOf('csv', 'few'), {
      onScan: (fields) => all.push([...fields].sort()),
      onOpen: () => all.push('rows'),
    })
    await F.toList(go(rows))
    return all
  }
  const everything = ['flag', 'id', 'n', 'name', 'score']
  expect(await fieldsOf((rows) => rows)).toEqual([everything])
  expect(await fieldsOf(F.map((r) => r.score + r.id))).toEqual([['id', 'score']])
  expect(await fieldsOf(F.map(({ name: called }) => called.length))).toEqual([['name']])
  expect(await fieldsOf(F.map(() => 1))).toEqual([[]])
  expect(await fieldsOf(F.flatMap((r) => [r.id, r.score]))).toEqual([['id', 'score']])
  expect(
    await fieldsOf((rows) =>
      F.pipe(
        rows,
        F.flatMap(({ id, name }) => [...name].map((letter) => ({ id, letter }))),
        F.map(({ letter }) => letter),
      ),
    ),
  ).toEqual([['id', 'name']])
  expect(await fieldsOf(F.map(opaque((r: Row) => r.score)))).toEqual([everything])
  expect(await fieldsOf((rows) => F.pipe(rows, F.derive({ both: (r) => r.id + r.score }), F.select('both')))).toEqual([
    ['id', 'score'],
  ])
  const grouped = F.groupBy((r: Row) => r.name, { n: A.count(), sum: A.sum((r: Row) => r.score) })
  expect(
    await fieldsOf((rows) =>
      F.pipe(
        rows,
        F.filter((r) => r.flag),
        grouped,
      ),
    ),
  ).toEqual([['flag', 'name', 'score']])
  expect(await fieldsOf(F.aggregate({ n: A.count() }))).toEqual([[]])
})

test('a function that cannot be read is called once a row, in the order of the rows', async () => {
  const runOf = async (engine: F.Engine) => {
    const calls: unknown[] = []
    const note = <B>(what: string, f: (r: Row) => B) =>
      opaque((r: Row) => {
        calls.push([what, r.id])
        return f(r)
      })
    const rows = F.pipe(
      rowsOf('ndjson', 'bad'),
      F.filter(note('filter', (r) => r.id !== 2)),
      F.map(note('map', (r) => r)),
      F.map(note('loud', (r) => ({ ...r, name: (r.n as number).toFixed() }))),
      F.validate(
        note('validate', (r) => r.id !== 4),
        'is four',
      ),
      F.groupBy(
        note('key', (r) => r.flag),
        { sum: A.sum(note('sum', (r) => r.score)), top: A.max(note('max', (r) => r.id)) },
      ),
    )
    await F.toList(rows, { engine, onError: 'reject', onReject: (error) => calls.push(error.message) })
    return calls
  }
  const expected = await runOf(F.reference)
  expect(await runOf(asGiven)).toEqual(expected)
  expect(await runOf(F.compiled)).toEqual(expected)
  const words = expected.map((call) => JSON.stringify(call))
  expect(words.length).toBeGreaterThan(runs(30))
  expect(new Set(words).size).toBe(words.length)
})
