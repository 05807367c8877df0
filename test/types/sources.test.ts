/** Proves that what sources give is typed by their codecs, and by their functions, without annotations. */
import * as F from 'floe'
import { csv, json, lines, ndjson, parquet, toCsv, toFiles, toJson, toNdjson } from 'floe/io'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { expectTypeOf, test } from 'vitest'

const Event = t.intersection([t.type({ id: t.bigint, tags: t.array(t.string) }), t.partial({ note: t.string })])
type EventRow = {
  readonly id: bigint
  readonly tags: readonly string[]
  readonly note?: string
}

test('files of JSON and text', () => {
  expectTypeOf<EventRow>().toExtend<F.RowOf<ReturnType<typeof events>>>()
  expectTypeOf<F.RowOf<ReturnType<typeof events>>>().toExtend<EventRow>()
  const events = () => ndjson('a.jsonl', Event)
  expectTypeOf(ndjson('a.jsonl', t.number)).toEqualTypeOf<F.Sequence<number>>()
  expectTypeOf(ndjson('a.jsonl')).toEqualTypeOf<F.Sequence<Readonly<Record<string, unknown>>>>()
  expectTypeOf(json(['a.json', 'b.json'], t.array(t.string), { at: 'rows' })).toEqualTypeOf<
    F.Sequence<readonly string[]>
  >()
  expectTypeOf(json('a.json', { at: ['data', 'rows'] })).toEqualTypeOf<F.Sequence<Readonly<Record<string, unknown>>>>()
  expectTypeOf(lines('a.log')).toEqualTypeOf<F.Sequence<string>>()
})

test('files whose rows have their path', () => {
  const Row = t.type({ n: t.number })
  type WithFile = { readonly n: number } & { readonly file: string }
  expectTypeOf(csv('*.csv', Row, { path: 'file' })).toEqualTypeOf<F.Sequence<WithFile>>()
  expectTypeOf(ndjson('*.jsonl', Row, { path: 'file' })).toEqualTypeOf<F.Sequence<WithFile>>()
  expectTypeOf(json('*.json', Row, { path: 'file' })).toEqualTypeOf<F.Sequence<WithFile>>()
  expectTypeOf(parquet('*.parquet', Row, { path: 'file' })).toEqualTypeOf<F.Sequence<WithFile>>()
  expectTypeOf(lines('*.log', { path: 'of' })).toEqualTypeOf<
    F.Sequence<{ readonly text: string } & { readonly of: string }>
  >()
  expectTypeOf(csv('*.csv', Row)).toEqualTypeOf<F.Sequence<{ readonly n: number }>>()
})

test('sinks of many files know the names in their paths', () => {
  const rows = F.rows([{ state: 'WA', n: 1 }])
  // Typed, and never run: nothing is to be written here.
  expectTypeOf(() => F.write(rows, toFiles('{state}.csv', toCsv))).returns.toEqualTypeOf<Promise<F.Report>>()
  const byHalf = toFiles('{half}/{state}.csv', toCsv, {
    by: (row: { readonly state: string; readonly n: number }) => ({ half: row.n > 5, state: row.state }),
  })
  expectTypeOf(() => F.write(rows, byHalf)).returns.toEqualTypeOf<Promise<F.Report>>()
  // @ts-expect-error: rows have no field city
  void (() => F.write(rows, toFiles('{city}.csv', toCsv)))
  // @ts-expect-error: nothing says which half
  toFiles('{half}.csv', toCsv, { by: (row: { readonly n: number }) => ({ n: row.n }) })
})

test('rows that are made', () => {
  expectTypeOf(F.range(0, 3)).toEqualTypeOf<F.Sequence<number>>()
  expectTypeOf(F.repeat({ a: [1] }, 2)).toEqualTypeOf<F.Sequence<{ readonly a: readonly number[] }>>()
  expectTypeOf(F.unfold(1n, (n) => O.some([String(n), n * 2n]))).toEqualTypeOf<F.Sequence<string>>()
  expectTypeOf(F.unfold(3, (n) => (n === 0 ? O.none : O.some([{ n }, n - 1])))).toEqualTypeOf<
    F.Sequence<{ readonly n: number }>
  >()
  expectTypeOf(F.generate(t.type({ a: t.union([t.string, t.null]) }), 3)).toEqualTypeOf<
    F.Sequence<{ readonly a: string | null }>
  >()
})

test('sinks take rows of any kind', () => {
  expectTypeOf(toNdjson('a.jsonl')).toEqualTypeOf<F.Sink<unknown>>()
  expectTypeOf(toJson('a.json')).toEqualTypeOf<F.Sink<unknown>>()
})
