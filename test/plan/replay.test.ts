/**
 * Proves what replaying means: the rows of a first run, with those of its rejects replayed on the mended plan, are the rows of
 * the mended plan; and that a plan for which that cannot be is refused with the reason.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { rows as asRows, csv, json, ndjson, toNdjson } from 'floe/io'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { engines } from '../engines.ts'
import { temporary } from '../io/temporary.ts'
import { runs } from '../runs.ts'

const { put, directory } = temporary()

interface Row {
  readonly n: number
  readonly tags: readonly string[]
}

type Stage = (rows: F.Bag<Row>) => F.Bag<Row>

/** Stages that throw on some rows until they are mended, and give the same on all others. Each has a text of its own. */
const stages = (isMended: boolean): readonly ((k: number) => Stage)[] => {
  /** The row, or what is made of it, unless it is one that fails. */
  const sound = <A>(n: number, k: number, made: A): A => {
    if (!isMended && n % k === 0) throw new RangeError(`${n}`)
    return made
  }
  const p = (k: number, at: string) => ({ k, at })
  return [
    (k) => F.map((row: Row, p) => sound(row.n, p.k, { ...row, n: row.n + 1 }), p(k, 'map')),
    (k) => F.filter((row: Row, p) => sound(row.n, p.k, row.n % 2 === 0), p(k, 'filter')),
    (k) => F.flatMap((row: Row, p) => sound(row.n, p.k, [row, { ...row, n: -row.n }]), p(k, 'flatMap')),
    (k) => F.filterMap((row: Row, p) => sound(row.n, p.k, row.n > 3 ? O.some(row) : O.none), p(k, 'filterMap')),
    (k) => F.tap((row: Row, p) => sound(row.n, p.k, undefined), p(k, 'tap')),
    (k) => F.derive({ n: (row: Row) => sound(row.n, k, row.n * 2) }) as unknown as Stage,
    (k) =>
      F.mapAsync((row: Row) => async () => ({ _tag: 'Right' as const, right: sound(row.n, k, row) }), {
        concurrency: 2,
      }) as Stage,
    () => (rows) =>
      F.pipe(
        rows,
        F.join(F.rows([1, 2, 3, 4, 5, 6]), { left: (row) => Math.abs(row.n) % 7, right: (n) => n }),
        F.map(([row]) => row),
      ),
    () => (rows) => F.pipe(rows, F.concat(F.rows([{ n: 1, tags: ['more'] }]))),
  ]
}

const anyStages = fc.array(fc.tuple(fc.nat(8), fc.integer({ min: 2, max: 5 })), { maxLength: 6 })
/** Of each stage one at most: of two that read the same nobody knows which it was. */
const planOf = (
  chosen: readonly (readonly [number, number])[],
  isMended: boolean,
  given: readonly Row[],
): F.Bag<Row> => {
  const known = stages(isMended)
  const once = [...new Map(chosen.map((one) => [one[0], one])).values()]
  return once.reduce<F.Bag<Row>>((rows, [i, k]) => (known[i] as (k: number) => Stage)(k)(rows), F.rows(given))
}

const ran = async <A>(rows: F.Bag<A>, options: F.RunOptions) => {
  const result = await F.run(rows, options)()
  if (result._tag === 'Left') throw result.left
  return result.right
}
const looks = (rows: Iterable<unknown>): readonly string[] => Array.from(rows, fingerprint).sort()

let replayed = 0

describe.each(engines)('$name', (engine) => {
  test('first run and replay make the whole', () =>
    fc.assert(
      fc.asyncProperty(
        anyStages,
        fc.array(fc.record({ n: fc.integer({ min: -9, max: 9 }), tags: fc.array(fc.string(), { maxLength: 1 }) })),
        fc.boolean(),
        async (chosen, given, asText) => {
          const first = await ran(planOf(chosen, false, given), { engine, onError: 'reject' })
          const mended = planOf(chosen, true, given)
          const rejects = asText ? JSON.parse(JSON.stringify(first.rejects.map(F.rejectOf))) : first.rejects
          const rest = await ran(F.pipe(mended, F.replay(rejects)), { engine })
          const whole = await ran(mended, { engine })
          expect(looks([...first.rows, ...rest.rows])).toEqual(looks(whole.rows))
          replayed += first.rejects.size
        },
      ),
      { numRuns: runs(100) },
    ))

  test('rows that fail again have their old places', async () => {
    const plan = F.pipe(
      F.rows([4, 0, 3]),
      F.map((n) => Number(12n / BigInt(n))),
    )
    const { rejects } = await ran(plan, { engine, onError: 'reject' })
    const again = await ran(F.pipe(plan, F.replay(rejects)), { engine, onError: 'reject' })
    expect(again.rejects.toArray().map(F.rejectOf)).toEqual([
      { ...F.rejectOf(rejects.get(0) as F.RunError), stage: expect.any(String), at: expect.any(Number) },
    ])
    expect([again.report.rowsIn, again.report.rowsOut, again.report.rowsRejected]).toEqual([1, 0, 1])
  })

  test.each([
    ['csv', csv as typeof ndjson, 'name,age\r\n"Ada, B",36\r\nBob,old\r\n\r\n"x ""y""",1,2\r\nC,\r\n', 3],
    ['tsv', csv as typeof ndjson, 'name\tage\n"x\ty\nz"\told\nD\t5\n', 1],
    ['ndjson', ndjson, '{"name":"Ada","age":36}\n{"name":"Bob","age":"old"}\n{"name"\n', 2],
    ['json', json as typeof ndjson, '[{"name":"Ada","age":36},\n{"name":"Bob",\n"age":"old"}]', 1],
  ] as const)('rows of %s, first read by one codec, then by another', async (extension, read, text, bad) => {
    const path = put(`people.${extension}`, text)
    const first = await ran(read(path, t.type({ name: t.string, age: t.number })), { engine, onError: 'reject' })
    expect(first.rejects.size).toBe(bad)
    const wide = read(path, t.type({ name: t.string, age: t.union([t.number, t.null, t.string]) }))
    const whole = await ran(wide, { engine, onError: 'reject' })
    const rest = await ran(F.pipe(wide, F.replay(first.rejects)), { engine, onError: 'reject' })
    expect(looks([...first.rows, ...rest.rows])).toEqual(looks(whole.rows))
    expect(rest.rejects.map(({ place, summary, raw }) => [place.line, place.row, summary, raw])).toEqual(
      whole.rejects.map(({ place, summary, raw }) => [place.line, place.row, summary, raw]),
    )
  })
})

test('the property has replayed rows', () => expect(replayed).toBeGreaterThan(runs(100)))

test('through a file of rejects, mended by hand', async () => {
  const path = put('mend.csv', 'name;age\nAda;36\n"B;ob";old\n')
  const plan = F.pipe(csv(path, t.type({ name: t.string, age: t.number }), { delimiter: ';' }), F.select('name'))
  const bad = `${directory}/bad.ndjson`
  await F.toList(plan, { onError: 'reject', rejects: toNdjson(bad) })
  const [reject] = await F.toList(ndjson(bad))
  expect(reject).toMatchObject({ raw: 'name;age\n"B;ob";old', line: 3, row: 2, at: 1, code: 'FLOE300' })
  const mended = [{ ...reject, raw: String(reject?.raw).replace('old', '40') }]
  expect((await F.toList(F.pipe(plan, F.replay(mended)))).toArray()).toEqual([{ name: 'B;ob' }])
})

describe('what cannot be replayed says why', () => {
  const failing = F.map((n: number) => Number(12n / BigInt(n)))
  const rejectsOf = async (plan: F.Bag<unknown>) => (await ran(plan, { onError: 'reject' })).rejects
  const source = F.rows([4, 0, 3])

  test.each([
    ['take', F.pipe(source, failing, F.take(5)), 'take stands in the way of a replay'],
    [
      'groupBy',
      F.pipe(
        source,
        failing,
        F.groupBy((n) => n, { n: A.count() }),
      ),
      'groupBy stands in the way',
    ],
    [
      'the right side of a join',
      F.pipe(F.rows([3]), F.join(F.pipe(source, failing), { left: (n) => n, right: (n) => n })),
      'rows of its right side meet all rows of the left',
    ],
    ['two stages that read the same', F.pipe(source, failing, failing), 'another reads the same'],
    [
      'a stage of all rows',
      F.pipe(
        source,
        F.sortBy((n) => 12n / BigInt(n)),
      ),
      'the row that sortBy',
    ],
  ])('%s', async (_, plan, message) => {
    const rejects = await rejectsOf(plan)
    expect(rejects.size).toBe(1)
    expect(() => F.pipe(plan, F.replay(rejects))).toThrow(message)
  })

  test('a plan with other stages, and what is no reject', async () => {
    const rejects = await rejectsOf(F.pipe(source, failing))
    expect(() => F.pipe(source, F.replay(rejects))).toThrow('this plan has 1 stages')
    expect(() =>
      F.pipe(
        source,
        F.filter(() => true),
        F.replay(rejects),
      ),
    ).toThrow('which is a filter here')
    expect(() => F.pipe(source, F.replay([{ raw: '1' }]))).toThrow('reject 1 says no stage')
    expect(() => F.replay([null as unknown as F.RunError])(source)).toThrow('FLOE100')
    const lost = { ...F.rejectOf(rejects.get(0) as F.RunError), stage: 'source rows', at: 1 }
    expect(() => F.pipe(source, F.replay([lost as unknown as Record<string, unknown>]))).toThrow(
      'cannot read single rows again',
    )
  })

  test('nothing rejected gives nothing', async () => {
    expect((await F.toList(F.pipe(asRows([1]), F.replay([])))).toArray()).toEqual([])
  })
})
