/**
 * Keys and aggregates over each shape of rows, for the stages that take such: real functions as users write them.
 */
import * as A from 'floe/aggregate'
import { Monoid } from 'fp-ts/lib/string.js'
import { List } from 'immutable'
import type { Aggregate } from '../../src/aggregate/aggregate.ts'
import type { Order } from '../../src/data/order.ts'
import type { ShapeName, Shapes } from './row-shapes.ts'

/** Keys to group, join and sort by: simple, composite, null, with ties, equal in value though not in identity. */
export const keys: { readonly [S in ShapeName]: readonly ((row: Shapes[S]) => unknown)[] } = {
  visit: [
    (v) => v.name,
    (v) => v.n,
    (v) => v.id,
    (v) => [v.name, v.n],
    (v) => ({ id: v.id, first: v.tags[0] ?? '' }),
    (v) => List(v.tags),
    (v) => List([v.n]),
    (v) => v.props,
    (v) => v.at,
    () => null,
  ],
  number: [(x) => x, (x) => (x === null || x === undefined ? 'none' : x > 0), (x) => [x]],
  text: [(t) => t, (t) => t.length, (t) => [...t][0], (t) => new Set(t)],
  pair: [([left]) => left, ([, right]) => right, (pair) => pair],
  group: [(g) => g.key, (g) => g.n, ({ key, n }) => ({ key, n })],
  totals: [(t) => t.n],
  any: [(row) => row, (row) => typeof row, () => undefined],
}

type Named<R, O extends Order> = { readonly n: Aggregate<R, number> } & {
  readonly [name: string]: Aggregate<R, unknown, O>
}

const count = { n: A.count() }

/** Sets of aggregates that need no order; each counts the rows as `n`, which the next stages rely on. */
export const orderFree: { readonly [S in ShapeName]: readonly Named<Shapes[S], 'bag'>[] } = {
  visit: [
    count,
    { ...count, total: A.sum((v) => v.n), mean: A.mean((v, p) => (v.n ?? 0) * p.by, { by: 0.1 }) },
    { ...count, least: A.min((v) => v.name), most: A.max((v) => v.n), kinds: A.countDistinct((v) => v.tags) },
    { ...count, first: A.minBy((v) => v.id), last: A.maxBy((v) => [v.n, v.name]) },
    { ...count, best: A.topK(2, (v) => v.n), last: A.bottomKBy(2, (v) => v.name), names: A.toSet((v) => v.name) },
    {
      ...count,
      nearly: A.approxQuantile(0.5, (v) => v.n),
      some: A.approxCountDistinct({ precision: 4 }, (v) => v.tags),
    },
    { ...count, spread: A.stddev((v) => v.n), usual: A.mode((v) => v.name), all: A.every((v) => v.tags.length > 0) },
    {
      ...count,
      mean: A.weightedMean(
        (v) => v.n,
        (v) => v.id,
      ),
      r: A.correlation(
        (v) => v.id,
        (v) => v.n,
      ),
    },
  ],
  number: [
    count,
    { ...count, total: A.sum((x) => x), least: A.min((x) => x), kinds: A.countDistinct((x) => x) },
    { ...count, spread: A.variance((x) => x), middle: A.median((x) => x), bins: A.histogram([-1, 0, 1], (x) => x) },
    { ...count, least: A.bottomK(2, (x) => x), nearly: A.approxQuantile({ p: 0.3, relativeError: 0.1 }, (x) => x) },
  ],
  text: [
    count,
    { ...count, least: A.min((t) => t), length: A.mean((t) => t.length), longest: A.maxBy((t) => t.length) },
    { ...count, longest: A.topKBy(2, (t) => t.length), all: A.toSet(), some: A.approxCountDistinct((t) => t) },
  ],
  pair: [count, { ...count, kinds: A.countDistinct(([left]) => left), least: A.minBy(([, right]) => right) }],
  group: [count, { ...count, total: A.sum((g) => g.n), keys: A.countDistinct((g) => g.key) }],
  totals: [{ ...count, total: A.sum((t) => t.n) }],
  any: [
    count,
    { ...count, kinds: A.countDistinct((row) => row), least: A.min((row) => typeof row) },
    { ...count, all: A.toSet() },
  ],
}

/** Sets of aggregates that need an order. */
export const ordered: { readonly [S in ShapeName]: readonly Named<Shapes[S], Order>[] } = {
  visit: [
    { ...count, first: A.first((v) => v.name), last: A.last(), ids: A.toList((v) => v.id) },
    { ...count, names: A.fromMonoid(Monoid, (v) => `${v.name};`) },
  ],
  number: [
    { ...count, all: A.toList(), first: A.first() },
    {
      ...count,
      doubles: A.toMap(
        (x) => x,
        (x) => [x, x],
      ),
    },
  ],
  text: [{ ...count, joined: A.fromMonoid(Monoid) }],
  pair: [{ ...count, lefts: A.toList(([left]) => left) }],
  group: [{ ...count, last: A.last((g) => g.key) }],
  totals: [{ ...count, all: A.toList() }],
  any: [{ ...count, first: A.first(), all: A.toList() }],
}
