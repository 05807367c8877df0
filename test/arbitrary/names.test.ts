/**
 * Proves that no random plan is refused while it is built because two of its fields would have one name.
 *
 * Whether names meet depends on what all stages before have added, so luck finds it once in ten thousand plans. Here
 * every stage runs on rows with all the fields that rows of its shape may ever have, which is worse than any plan.
 */
import * as F from 'floe'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { planOf } from '../../src/plan/dataset.ts'
import { type ShapeName, shapeNames } from './row-shapes.ts'
import { type Chance, conversions, type Stage, stages } from './stages.ts'

/** Rows that are known to have these fields, or of which nothing is known. */
const withFields = (names: ReadonlySet<string>): F.Sequence<unknown> =>
  names.size === 0
    ? F.rows<unknown>([])
    : F.pipe(F.rows([]), F.decode(t.type(Object.fromEntries([...names].map((name) => [name, t.unknown])))))

const fieldsOf = (rows: F.Bag<unknown>): readonly string[] => {
  const schema = F.schemaOf(planOf(rows))
  return schema.kind === 'record' ? schema.fields.map(({ name }) => name) : []
}

test('every stage takes rows with all fields that other stages may have given them', () => {
  const all: { readonly [S in ShapeName]: Set<string> } = {
    visit: new Set(['id', 'name', 'n', 'tags', 'props', 'at']),
    number: new Set(),
    text: new Set(),
    pair: new Set(),
    group: new Set(['key', 'n']),
    totals: new Set(['n']),
    any: new Set(),
  }
  const chances = Array.from(
    { length: 32 },
    (_, n): Chance => ({
      picks: [n, n, n],
      other: (shape) => conversions[shape](withFields(all[shape])),
    }),
  )
  const everyStage: readonly Stage[] = Object.values(stages).flat()
  const sizes = () => shapeNames.map((shape) => all[shape].size).join()
  for (let before = ''; before !== sizes(); ) {
    before = sizes()
    for (const { from, to, apply } of everyStage)
      for (const chance of chances)
        for (const fields of [all[from], new Set<string>()])
          for (const name of fieldsOf(apply(withFields(fields), chance))) all[to].add(name)
  }
  expect(all.totals).toContain('__proto__')
  expect(all.visit.size).toBeGreaterThan(20)
})
