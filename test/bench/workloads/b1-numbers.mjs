/**
 * B1: numbers in memory, mapped, filtered, mapped, summed. Twice: whole numbers, whose sum all get right, and prices, where
 * Floe's sum is exact and the others' is off in its last digits (so answers are compared in ten).
 *
 * All begin with the same array of JavaScript; what a library needs to make its own of it is part of its time.
 */
import { integers, prices } from '../data.mjs'
import { A, F, rowsOf } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const libraries = [
  'array methods',
  'lodash',
  'RxJS',
  'IxJS',
  'Effect Stream',
  'thi.ng transducers',
  'Immutable Seq',
  'Arquero',
]
const fastest = (ms) => Math.min(...libraries.map((name) => ms[name] ?? Number.POSITIVE_INFINITY))

/** @param job the loop by hand, Floe's plan and Arquero's columns, each as its users would write it, and the parts for all others */
const contestants = ({ loop, plan, columns, polars, first, keep, second }) => [
  { name: 'loop', run: loop },
  { name: 'Floe', run: async (xs) => (await rowsOf(plan(xs)))[0].sum },
  {
    name: 'array methods',
    run: (xs) =>
      xs
        .map((x) => first(x))
        .filter((x) => keep(x))
        .map((x) => second(x))
        .reduce((sum, x) => sum + x, 0),
  },
  {
    // Chains are lazy and fused: https://lodash.com/docs/4.17.15#lodash
    name: 'lodash',
    version: versionOf('lodash'),
    prepare: async (xs) => ({ xs, _: (await import('lodash')).default }),
    run: ({ xs, _ }) => _(xs).map(first).filter(keep).map(second).sum(),
  },
  {
    // https://rxjs.dev/guide/operators
    name: 'RxJS',
    version: versionOf('rxjs'),
    prepare: async (xs) => ({ xs, ...(await import('rxjs')) }),
    run: ({ xs, from, map, filter, reduce, lastValueFrom }) =>
      lastValueFrom(
        from(xs).pipe(
          map((x) => first(x)),
          filter((x) => keep(x)),
          map((x) => second(x)),
          reduce((sum, x) => sum + x, 0),
        ),
      ),
  },
  {
    // https://github.com/ReactiveX/IxJS#readme
    name: 'IxJS',
    version: versionOf('ix'),
    prepare: async (xs) => ({
      xs,
      ...(await import('ix/iterable')),
      operators: await import('ix/iterable/operators'),
    }),
    run: ({ xs, from, sum, operators: { map, filter } }) =>
      sum(
        from(xs).pipe(
          map((x) => first(x)),
          filter((x) => keep(x)),
          map((x) => second(x)),
        ),
      ),
  },
  {
    // https://effect.website/docs/stream/introduction/
    name: 'Effect Stream',
    version: versionOf('effect'),
    prepare: async (xs) => ({ xs, ...(await import('effect')) }),
    run: ({ xs, Effect, Stream }) =>
      Effect.runPromise(
        Stream.fromIterable(xs).pipe(
          Stream.map((x) => first(x)),
          Stream.filter((x) => keep(x)),
          Stream.map((x) => second(x)),
          Stream.runFold(
            () => 0,
            (sum, x) => sum + x,
          ),
        ),
      ),
  },
  {
    // https://docs.thi.ng/umbrella/transducers/
    name: 'thi.ng transducers',
    version: versionOf('@thi.ng/transducers'),
    prepare: async (xs) => ({ xs, ...(await import('@thi.ng/transducers')) }),
    run: ({ xs, transduce, comp, map, filter, add }) =>
      transduce(comp(map(first), filter(keep), map(second)), add(), xs),
  },
  {
    // https://immutable-js.com/docs/v5/Seq/
    name: 'Immutable Seq',
    version: versionOf('immutable'),
    prepare: async (xs) => ({ xs, ...(await import('immutable')) }),
    run: ({ xs, Seq }) =>
      Seq(xs)
        .map((x) => first(x))
        .filter((x) => keep(x))
        .map((x) => second(x))
        .reduce((sum, x) => sum + x, 0),
  },
  {
    // https://nodejs.org/api/stream.html#streamreadablefromiterable-options, and its iterator helpers
    name: 'Node streams',
    prepare: async (xs) => ({ xs, ...(await import('node:stream')) }),
    run: ({ xs, Readable }) =>
      Readable.from(xs)
        .map(first)
        .filter(keep)
        .map(second)
        .reduce((sum, x) => sum + x, 0),
  },
  {
    // https://idl.uw.edu/arquero/api/
    name: 'Arquero',
    version: versionOf('arquero'),
    prepare: async (xs) => ({ xs, aq: await import('arquero') }),
    run: ({ xs, aq }) => columns(aq, aq.table({ x: xs })),
  },
  {
    // https://pola-rs.github.io/nodejs-polars/
    name: 'Polars',
    version: versionOf('nodejs-polars'),
    prepare: async (xs) => ({ xs, pl: (await import('nodejs-polars')).default }),
    run: ({ xs, pl }) => polars(pl, pl.DataFrame({ x: xs }).lazy()),
  },
]

const aims = [
  { text: 'at most 1.3 × the loop', of: (ms) => ms.Floe / ms.loop, atMost: 1.3 },
  { text: 'at least 5 × as fast as the fastest library', of: (ms) => fastest(ms) / ms.Floe, atLeast: 5 },
]

const whole = {
  loop: (xs) => {
    let sum = 0
    for (let i = 0; i < xs.length; i++) {
      const tripled = xs[i] * 3
      if (tripled % 2 === 0) sum += tripled + 1
    }
    return sum
  },
  plan: (xs) =>
    F.pipe(
      F.rows(xs),
      F.map((x) => x * 3),
      F.filter((x) => x % 2 === 0),
      F.map((x) => x + 1),
      F.aggregate({ sum: A.sum((x) => x) }),
    ),
  columns: (aq, table) =>
    table
      .derive({ x: (d) => d.x * 3 })
      .filter((d) => d.x % 2 === 0)
      .derive({ x: (d) => d.x + 1 })
      .rollup({ sum: aq.op.sum('x') })
      .get('sum', 0),
  polars: async (pl, table) => {
    const x = pl.col('x')
    const steps = table.withColumn(x.mul(3)).filter(x.modulo(2).eq(0)).withColumn(x.add(1)).select(x.sum())
    return (await steps.collect()).row(0)[0]
  },
  first: (x) => x * 3,
  keep: (x) => x % 2 === 0,
  second: (x) => x + 1,
}

const fractions = {
  loop: (xs) => {
    let sum = 0
    for (let i = 0; i < xs.length; i++) {
      const taxed = xs[i] * 1.19
      if (taxed > 50) sum += taxed + 0.5
    }
    return sum
  },
  plan: (xs) =>
    F.pipe(
      F.rows(xs),
      F.map((x) => x * 1.19),
      F.filter((x) => x > 50),
      F.map((x) => x + 0.5),
      F.aggregate({ sum: A.sum((x) => x) }),
    ),
  columns: (aq, table) =>
    table
      .derive({ x: (d) => d.x * 1.19 })
      .filter((d) => d.x > 50)
      .derive({ x: (d) => d.x + 0.5 })
      .rollup({ sum: aq.op.sum('x') })
      .get('sum', 0),
  polars: async (pl, table) => {
    const x = pl.col('x')
    const steps = table.withColumn(x.mul(1.19)).filter(x.gt(50)).withColumn(x.add(0.5)).select(x.sum())
    return (await steps.collect()).row(0)[0]
  },
  first: (x) => x * 1.19,
  keep: (x) => x > 50,
  second: (x) => x + 0.5,
}

const count = 4_000_000

export default [
  {
    id: 'B1',
    title: 'Whole numbers in memory',
    text: '4 million whole numbers: `map`, `filter`, `map`, and their sum. The loop sums naively.',
    data: (scale) => integers(count * scale),
    ratioTo: 'loop',
    contestants: contestants(whole),
    aims,
  },
  {
    id: 'B1f',
    title: 'Fractions in memory',
    text: '4 million prices: `map`, `filter`, `map`, and their sum, which Floe rounds once and all others at each step.',
    data: (scale) => prices(count * scale),
    normal: (sum) => sum.toPrecision(10),
    ratioTo: 'loop',
    // A minute a run, and no other ratio than in B1.
    contestants: contestants(fractions).filter(({ name }) => name !== 'Node streams'),
    aims,
  },
]
