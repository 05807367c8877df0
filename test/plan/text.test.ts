/**
 * Proves the text of plans, kind by kind, with order and schema at each node; and that trees are rebuilt only where they
 * change. What stands here is what users see, in `explain` and in the messages of errors.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import type { Kind, Node } from '../../src/plan/node.ts'
import { printNode, printPlan } from '../../src/plan/print.ts'
import { mapInputs, nodesOf, orderOf, schemaOf, transform } from '../../src/plan/tree.ts'

const City = t.type({ id: t.number, name: t.string })
const cities = F.pipe(F.rows<unknown>([]), F.decode(City))
const others = F.pipe(F.rows<unknown>([]), F.decode(t.type({ city: t.number })))
const on = { left: (c: { readonly id: number }) => c.id, right: (o: { readonly city: number }) => o.city }
const { none } = O
const nothing = () => none
const yes = () => true
const total = (t: number, c: { readonly id: number }, p: number) => t + c.id * p
const some = E.right(1)
const nothingWrong = () => some
const later = () => async () => some
const dictionary = F.pipe(F.rows<unknown>([]), F.decode(t.record(t.string, t.number)))
const either = F.pipe(F.rows<unknown>([]), F.decode(t.union([City, t.type({ id: t.string })])))
const bag = F.pipe(
  cities,
  F.groupBy((c) => c.name, { n: A.count() }),
)
const last = (dataset: F.Bag<unknown>): string => printPlan(dataset.plan).split('\n')[0] ?? ''

/** Of each kind some plans, and the line of the last stage. */
const lines: { readonly [K in Kind]: readonly (readonly [F.Bag<unknown>, string])[] } = {
  source: [
    [F.rows([1]), 'source rows : sequence of unknown'],
    [
      F.fromSource({
        format: 'magic',
        name: 'hat',
        details: '{ rabbit: string }',
        schema: schemaOf(cities.plan),
        open: async function* () {},
        size: async () => ({}),
      }),
      'source magic hat { rabbit: string } : sequence of { id: number, name: string }',
    ],
  ],
  map: [
    [
      F.pipe(
        cities,
        F.map((c) => c.id),
      ),
      'map (c) => c.id : sequence of unknown',
    ],
    [
      F.pipe(
        bag,
        F.map((g, p) => g.n + p, 2),
      ),
      'map (g, p) => g.n + p with 2 : bag of unknown',
    ],
  ],
  filter: [
    [
      F.pipe(
        cities,
        F.filter((c) => c.id > 1),
      ),
      'filter (c) => c.id > 1 : sequence of { id: number, name: string }',
    ],
    [
      F.pipe(
        bag,
        F.filter(() => true),
      ),
      'filter () => true : bag of { key: unknown, n: number }',
    ],
    [
      F.pipe(
        cities,
        F.split((c, p) => c.id > p, 1),
      )[1],
      'filter not (c, p) => c.id > p with 1 : sequence of { id: number, name: string }',
    ],
  ],
  flatMap: [
    [
      F.pipe(
        cities,
        F.flatMap((c) => [c]),
      ),
      'flatMap (c) => [c] : sequence of unknown',
    ],
  ],
  filterMap: [[F.pipe(cities, F.filterMap(nothing)), 'filterMap () => none : sequence of unknown']],
  mapAsync: [
    [
      F.pipe(cities, F.mapAsync(later, { concurrency: 4 })),
      'mapAsync () => async () => some concurrency 4 : sequence of unknown',
    ],
    [
      F.pipe(bag, F.mapAsync(later, { concurrency: 1, retry: { times: 3, delay: 100 }, timeout: 5000 })),
      'mapAsync () => async () => some concurrency 1 retry 3 after 100 ms timeout 5000 ms : bag of unknown',
    ],
  ],
  update: [
    [
      F.pipe(
        cities,
        F.update(() => {}),
      ),
      'update () => {} : sequence of unknown',
    ],
  ],
  decode: [[cities, 'decode { id: number, name: string } : sequence of { id: number, name: string }']],
  tap: [
    [
      F.pipe(
        bag,
        F.tap(() => {}),
      ),
      'tap () => {} : bag of { key: unknown, n: number }',
    ],
  ],
  select: [
    [F.pipe(cities, F.select('name', 'id')), 'select name, id : sequence of { name: string, id: number }'],
    [F.pipe(either, F.select('id')), 'select id : sequence of { id: number } | { id: string }'],
    [F.pipe(dictionary, F.select('a b')), 'select \'a b\' : sequence of { "a b"?: number }'],
    [F.pipe(F.rows([{ id: 1 }]), F.select('id')), 'select id : sequence of { id?: unknown }'],
  ],
  omit: [
    [F.pipe(cities, F.omit('id')), 'omit id : sequence of { name: string }'],
    [F.pipe(dictionary, F.omit('id')), 'omit id : sequence of { [name]: number }'],
    [F.pipe(F.rows([{ id: 1 }]), F.omit('id')), 'omit id : sequence of unknown'],
  ],
  unpivot: [
    [
      F.pipe(cities, F.unpivot(['id', 'name'], { name: 'field', value: 'a b' })),
      'unpivot id, name to field and \'a b\' : sequence of { field: "id" | "name", "a b": number | string }',
    ],
    [
      F.pipe(cities, F.unpivot(['id'], { name: 'id', value: 'value' })),
      'unpivot id to id and value : sequence of { name: string, id: "id", value: number }',
    ],
    [
      F.pipe(bag, F.unpivot(['n'], { name: 'field', value: 'value' })),
      'unpivot n to field and value : bag of { key: unknown, field: "n", value: number }',
    ],
    [
      F.pipe(dictionary, F.unpivot(['id'], { name: 'field', value: 'value' })),
      'unpivot id to field and value : sequence of unknown',
    ],
  ],
  rename: [
    [
      F.pipe(cities, F.rename({ id: 'name', name: 'a b' })),
      'rename id to name, name to \'a b\' : sequence of { name: number, "a b": string }',
    ],
    [F.pipe(dictionary, F.rename({ id: 'x' })), 'rename id to x : sequence of { [name]: number }'],
    [F.pipe(bag, F.rename({ n: 'count' })), 'rename n to count : bag of { key: unknown, count: number }'],
  ],
  derive: [
    [
      F.pipe(cities, F.derive({ id: (c) => String(c.id), 'a b': () => 1 })),
      'derive id: (c) => String(c.id), \'a b\': () => 1 : sequence of { id: unknown, name: string, "a b": unknown }',
    ],
    [F.pipe(dictionary, F.derive({ id: () => 1 })), 'derive id: () => 1 : sequence of unknown'],
  ],
  validate: [
    [
      F.pipe(
        cities,
        F.validate((c) => c.id > 0, 'no id'),
      ),
      "validate (c) => c.id > 0 else 'no id' : sequence of { id: number, name: string }",
    ],
    [
      F.pipe(
        bag,
        F.validate(
          (g, p) => g.n < p,
          (g) => g.key,
          9,
        ),
      ),
      'validate (g, p) => g.n < p with 9 else (g) => g.key with 9 : bag of { key: unknown, n: number }',
    ],
  ],
  separate: [
    [F.pipe(cities, F.map(nothingWrong), F.separate())[0], 'separate left : sequence of unknown'],
    [F.pipe(bag, F.splitEither(nothingWrong))[1], 'separate right : bag of unknown'],
  ],
  take: [[F.pipe(cities, F.take(3)), 'take 3 : sequence of { id: number, name: string }']],
  drop: [[F.pipe(cities, F.drop(4)), 'drop 4 : sequence of { id: number, name: string }']],
  takeWhile: [[F.pipe(cities, F.takeWhile(yes)), 'takeWhile () => true : sequence of { id: number, name: string }']],
  dropWhile: [[F.pipe(cities, F.dropWhile(yes)), 'dropWhile () => true : sequence of { id: number, name: string }']],
  scan: [[F.pipe(cities, F.scan(total, 0, 2)), 'scan (t, c, p) => t + c.id * p with 2 from 0 : sequence of unknown']],
  zipWithIndex: [
    [F.pipe(cities, F.zipWithIndex()), 'zipWithIndex : sequence of [{ id: number, name: string }, number]'],
  ],
  chunk: [[F.pipe(cities, F.chunk(3)), 'chunk 3 : sequence of { id: number, name: string }[]']],
  sliding: [
    [F.pipe(cities, F.sliding(3)), 'sliding 3 : sequence of { id: number, name: string }[]'],
    [F.pipe(cities, F.sliding(3, 2)), 'sliding 3 step 2 : sequence of { id: number, name: string }[]'],
  ],
  last: [[F.pipe(cities, F.last()), 'last : sequence of { id: number, name: string }']],
  concat: [
    [F.pipe(cities, F.concat(cities)), 'concat : sequence of { id: number, name: string }'],
    [F.pipe(bag, F.concat(bag)), 'concat : bag of { key: unknown, n: number }'],
    [
      F.pipe(cities as F.Bag<unknown>, F.concat(others as F.Bag<unknown>)),
      'concat : sequence of { id: number, name: string } | { city: number }',
    ],
  ],
  distinct: [
    [F.pipe(cities, F.distinct()), 'distinct : sequence of { id: number, name: string }'],
    [F.pipe(bag, F.distinct()), 'distinct : bag of { key: unknown, n: number }'],
  ],
  distinctBy: [[F.pipe(bag, F.distinctBy(yes)), 'distinctBy () => true : bag of { key: unknown, n: number }']],
  intersect: [
    [F.pipe(cities, F.intersect(cities)), 'intersect : sequence of { id: number, name: string }'],
    [F.pipe(bag, F.intersect(bag)), 'intersect : bag of { key: unknown, n: number }'],
  ],
  except: [[F.pipe(cities, F.except(cities)), 'except : sequence of { id: number, name: string }']],
  sample: [
    [F.pipe(cities, F.sample(0.25)), 'sample 0.25 seed 0 : sequence of { id: number, name: string }'],
    [F.pipe(bag, F.sample(1, { seed: 'a' })), "sample 1 seed 'a' : bag of { key: unknown, n: number }"],
  ],
  shuffle: [[F.pipe(bag, F.shuffle({ seed: 7 })), 'shuffle seed 7 : sequence of { key: unknown, n: number }']],
  sortBy: [
    [
      F.pipe(
        bag,
        F.sortBy((g) => g.n),
      ),
      'sortBy (g) => g.n : sequence of { key: unknown, n: number }',
    ],
    [
      F.pipe(
        cities,
        F.sortBy(
          F.descending((c) => c.id, { nulls: 'first' }),
          F.ascending((c) => c.name, { nulls: 'last' }),
          F.descending((c) => c.name),
        ),
      ),
      'sortBy descending (c) => c.id nulls first, (c) => c.name, descending (c) => c.name : sequence of { id: number, name: string }',
    ],
  ],
  groupBy: [
    [
      F.pipe(
        cities,
        F.groupBy((c) => c.name, { n: A.count(), ids: A.sum((c) => c.id) }),
      ),
      'groupBy (c) => c.name { n: count, ids: sum (c) => c.id } : bag of { key: unknown, n: number, ids: number }',
    ],
    [
      F.pipe(cities, F.groupBy({ name: (c) => c.name, big: (c, p) => c.id > p }, { n: A.count() }, 5)),
      'groupBy { name: (c) => c.name with 5, big: (c, p) => c.id > p with 5 } { n: count } : bag of { name: unknown, big: unknown, n: number }',
    ],
    [
      F.pipe(cities, F.groupBy({ name: (c) => c.name }, {})),
      'groupBy { name: (c) => c.name } {  } : bag of { name: unknown }',
    ],
    [
      F.pipe(
        cities,
        F.pivot({
          rows: (c) => c.id,
          columns: (c) => c.name,
          names: ['a'],
          values: A.sum((c) => c.id),
          others: 'rest',
        }),
      ),
      "groupBy (c) => c.id { a: sum (c) => c.id where (c) => c.name is 'a', rest: sum (c) => c.id where (c) => c.name is another } : bag of { key: unknown, a: number, rest: number }",
    ],
    [
      F.pipe(
        cities,
        F.countBy((c) => c.name),
      ),
      'groupBy (c) => c.name { n: count } : bag of { key: unknown, n: number }',
    ],
    [
      F.pipe(
        cities,
        F.sumBy(
          (c) => c.name,
          (c) => c.id,
        ),
      ),
      'groupBy (c) => c.name { sum: sum (c) => c.id } : bag of { key: unknown, sum: number }',
    ],
  ],
  rollup: [
    [
      F.pipe(cities, F.rollup({ name: (c) => c.name, id: (c) => c.id }, { n: A.count() })),
      'rollup { name: (c) => c.name, id: (c) => c.id } { n: count } : bag of { name: unknown, id: unknown, level: number, n: number }',
    ],
  ],
  aggregate: [
    [
      F.pipe(cities, F.aggregate({ n: A.count(), first: A.first() })),
      'aggregate { n: count, first: first } : sequence of { n: number, first: unknown }',
    ],
  ],
  over: [
    [
      F.pipe(
        cities,
        F.over(
          { by: (c, p) => c.id % p, orderBy: [F.descending((c) => c.name), (c) => c.id] },
          { name: W.lag((c) => c.name), rank: W.rank() },
          3,
        ),
      ),
      'over by (c, p) => c.id % p with 3 ordered by descending (c) => c.name, (c) => c.id { name: lag 1 (c) => c.name, rank: rank } : sequence of { id: number, name: unknown, rank: number }',
    ],
    [
      F.pipe(
        bag,
        F.over(
          { orderBy: (g) => g.n },
          {
            near: W.rolling(
              A.sum((g) => g.n),
              { range: 3 },
            ),
            far: W.rolling(A.count(), { rows: [1, Infinity] }),
          },
        ),
      ),
      'over ordered by (g) => g.n { near: rolling sum (g) => g.n range -3 to 0, far: rolling count rows 1 to last } : bag of { key: unknown, n: number, near: number, far: number }',
    ],
    [
      F.pipe(
        cities,
        F.over(
          {},
          {
            last: W.last((c, p) => c.id * p, 2),
            half: W.ntile(2),
            all: W.whole(A.count()),
            soFar: W.running(A.count()),
          },
        ),
        F.over({}, {}),
      ),
      'over {} : sequence of { id: number, name: string, last: unknown, half: number, all: number, soFar: number }',
    ],
    [
      F.over({}, { n: W.first(({ n }) => n) })(F.rows([{ n: 1 }])),
      'over { n: first ({ n }) => n } : sequence of unknown',
    ],
    [
      F.pipe(
        cities as F.Bag<object>,
        F.concat(bag as F.Bag<object>),
        F.over({ orderBy: () => 1 }, { n: W.lead(() => 1, 0) }),
      ),
      'over ordered by () => 1 { n: lead 0 () => 1 } : bag of { id: number, name: string, n: unknown } | { key: unknown, n: unknown }',
    ],
  ],
  join: [
    [
      F.pipe(cities, F.join(others, on)),
      'join inner on (c) => c.id = (o) => o.city : bag of [{ id: number, name: string }, { city: number }]',
    ],
    [
      F.pipe(cities, F.join(others, { ...on, how: 'left' })),
      'join left on (c) => c.id = (o) => o.city : bag of [{ id: number, name: string }, { city: number } | undefined]',
    ],
    [
      F.pipe(cities, F.join(others, { ...on, how: 'semi' })),
      'join semi on (c) => c.id = (o) => o.city : bag of { id: number, name: string }',
    ],
    [
      F.pipe(cities, F.join(others, { ...on, how: 'anti' })),
      'join anti on (c) => c.id = (o) => o.city : bag of { id: number, name: string }',
    ],
    [
      F.pipe(cities, F.join(others, { ...on, how: 'right' })),
      'join right on (c) => c.id = (o) => o.city : bag of [{ id: number, name: string } | undefined, { city: number }]',
    ],
    [
      F.pipe(cities, F.join(others, { ...on, how: 'full' })),
      'join full on (c) => c.id = (o) => o.city : bag of [{ id: number, name: string } | undefined, { city: number } | undefined]',
    ],
  ],
  asofJoin: [
    [
      F.pipe(cities, F.asofJoin(others, on)),
      'asofJoin left backward on (c) => c.id = (o) => o.city : sequence of [{ id: number, name: string }, { city: number } | undefined]',
    ],
    [
      F.pipe(bag, F.asofJoin(others, { left: (g) => g.n, right: on.right, how: 'inner' })),
      'asofJoin inner backward on (g) => g.n = (o) => o.city : bag of [{ key: unknown, n: number }, { city: number }]',
    ],
    [
      F.pipe(cities, F.asofJoin(others, { ...on, direction: 'nearest', by: on, tolerance: 0.5 })),
      'asofJoin left nearest on (c) => c.id = (o) => o.city by (c) => c.id = (o) => o.city within 0.5 : sequence of [{ id: number, name: string }, { city: number } | undefined]',
    ],
  ],
  cross: [[F.pipe(cities, F.cross(others)), 'cross : bag of [{ id: number, name: string }, { city: number }]']],
  cogroup: [
    [
      F.pipe(cities, F.cogroup(others, on)),
      'cogroup on (c) => c.id = (o) => o.city : bag of { key: unknown, left: unknown, right: unknown }',
    ],
  ],
}

describe('the text of a plan', () => {
  for (const [kind, cases] of Object.entries(lines))
    test(kind, () => {
      expect(cases.map(([dataset]) => dataset.plan.kind)).toEqual(cases.map(() => kind))
      expect(cases.map(([dataset]) => last(dataset))).toEqual(cases.map(([, line]) => line))
    })

  test('has inputs below, indented, the left one first', () => {
    const joined = F.pipe(
      cities,
      F.join(F.pipe(others, F.take(1)), on),
      F.map(([c]) => c),
    )
    expect(printPlan(joined.plan)).toMatchInlineSnapshot(`
      "map ([c]) => c : bag of unknown
        join inner on (c) => c.id = (o) => o.city : bag of [{ id: number, name: string }, { city: number }]
          decode { id: number, name: string } : sequence of { id: number, name: string }
            source rows : sequence of unknown
          take 1 : sequence of { city: number }
            decode { city: number } : sequence of { city: number }
              source rows : sequence of unknown"
    `)
    expect(printNode(F.pipe(cities, F.distinct()).plan)).toBe('distinct')
  })
})

describe('trees', () => {
  const plan = F.pipe(cities, F.concat(F.pipe(cities, F.take(1)))).plan

  test('nodes come inputs first, shared ones as often as they are used', () => {
    expect(nodesOf(plan).map(({ kind }) => kind)).toEqual(['source', 'decode', 'source', 'decode', 'take', 'concat'])
  })

  test('are the same object when nothing changes, and new and frozen along the way to what does', () => {
    expect(mapInputs(plan, (input) => input)).toBe(plan)
    expect(transform(plan, (node) => node)).toBe(plan)
    const more = transform(plan, (node) => (node.kind === 'take' ? ({ ...node, count: 2 } as Node) : node))
    expect(more).not.toBe(plan)
    expect(more.inputs[0]).toBe(plan.inputs[0])
    expect([Object.isFrozen(more), Object.isFrozen(more.inputs)]).toEqual([true, true])
    expect(printPlan(more)).toBe(printPlan(plan).replace('take 1', 'take 2'))
  })

  test('orders and schemas follow the inputs', () => {
    expect(orderOf(F.pipe(bag, F.concat(bag)).plan)).toBe('bag')
    expect(schemaOf(F.pipe(bag, F.distinct()).plan)).toEqual(schemaOf(bag.plan))
  })
})

describe('what is refused where it is built', () => {
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [() => F.take(-1), 'FLOE100 InvalidArgument: take was given -1, and takes a whole number of rows, 0 or more'],
    [
      () =>
        F.pipe(
          [1] as never,
          F.map((x) => x),
        ),
      'FLOE100 InvalidArgument: map was given something else, and takes datasets\n  hint: make one of an array: F.rows([1, 2])',
    ],
    [
      () => F.pipe(F.rows([1]), F.concat(null as never)),
      'FLOE100 InvalidArgument: concat was given something else, and takes datasets\n  hint: make one of an array: F.rows([1, 2])',
    ],
    [
      () => F.pipe(bag, F.take(1) as never),
      'FLOE100 InvalidArgument: take needs rows in an order, and these have none: the result of groupBy is a bag\n  hint: give them an order first, with sortBy',
    ],
    [
      () => F.pipe(bag, F.aggregate({ n: A.count(), all: A.toList() }) as never),
      'FLOE100 InvalidArgument: aggregate needs rows in an order, and these have none: the result of groupBy is a bag\n  hint: give them an order first, with sortBy',
    ],
    [
      () => F.filter('x' as never),
      "FLOE100 InvalidArgument: filter was given 'x', and takes a function of a row\n  hint: (row) => row.field",
    ],
    [
      () => F.select(['id', 'name'] as never),
      "FLOE100 InvalidArgument: select was given ['id', 'name'], and takes names of fields\n  hint: F.select('origin', 'delay')",
    ],
    [
      () => F.omit(3 as never),
      "FLOE100 InvalidArgument: omit was given 3, and takes names of fields\n  hint: F.omit('origin', 'delay')",
    ],
    [
      () => F.unpivot([], { name: 'a', value: 'b' }),
      "FLOE100 InvalidArgument: unpivot was given [], and takes names of fields\n  hint: F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })",
    ],
    [
      () => F.unpivot('id' as never, { name: 'a', value: 'b' }),
      "FLOE100 InvalidArgument: unpivot was given 'id', and takes names of fields\n  hint: F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })",
    ],
    [
      () => F.unpivot(['id'] as never, undefined as never),
      "FLOE100 InvalidArgument: unpivot was given undefined, and takes names of fields\n  hint: F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })",
    ],
    [
      () => F.pipe(cities, F.unpivot(['id'], { name: 'name', value: 'b' } as never)),
      "FLOE100 InvalidArgument: unpivot would give two fields the name 'name'\n  hint: choose another: F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })",
    ],
    [
      () => F.pivot({ rows: () => 1, columns: () => 'a', names: [], values: A.count() }),
      "FLOE100 InvalidArgument: pivot was given the names [], and takes those of columns\n  hint: names: ['jan', 'feb']",
    ],
    [
      () => F.pivot({ rows: () => 1, columns: () => 'a', names: ['a', 'key'], values: A.count() }),
      "FLOE100 InvalidArgument: pivot would give two fields the name 'key'\n  hint: each column has a name of its own, and none is called key, as the key of the row is",
    ],
    [
      () => F.pivot({ rows: () => 1, columns: () => 'a', names: ['a'], values: A.count(), others: 'a' }),
      "FLOE100 InvalidArgument: pivot would give two fields the name 'a'\n  hint: each column has a name of its own, and none is called key, as the key of the row is",
    ],
    [
      () => F.rename('id' as never),
      "FLOE100 InvalidArgument: rename was given 'id', and takes new names by the old ones\n  hint: F.rename({ old: 'new' })",
    ],
    [
      () => F.rename({ id: 3 } as never),
      "FLOE100 InvalidArgument: rename was given 3, and takes names of fields\n  hint: F.rename({ old: 'new' })",
    ],
    [
      () => F.rename({ id: 'x', name: 'x' } as never),
      "FLOE100 InvalidArgument: rename would give two fields the name 'x'\n  hint: omit the other field before, or rename it too",
    ],
    [
      () => F.pipe(cities, F.rename({ id: 'name' } as never)),
      "FLOE100 InvalidArgument: rename would give two fields the name 'name'\n  hint: omit the other field before, or rename it too",
    ],
    [
      () => F.derive(null as never),
      'FLOE100 InvalidArgument: derive was given null, and takes functions by the names of their fields\n  hint: F.derive({ hours: (row) => row.delay / 60 })',
    ],
    [
      () => F.derive({ hours: 1 } as never),
      'FLOE100 InvalidArgument: derive was given 1, and takes a function of a row\n  hint: (row) => row.field',
    ],
    [
      () => F.validate(() => true, undefined as never),
      "FLOE100 InvalidArgument: validate was given undefined as its message, and takes text or a function of the row\n  hint: F.validate((row) => row.delay >= 0, 'delay is negative')",
    ],
    [
      () => F.split('x' as never),
      "FLOE100 InvalidArgument: split was given 'x', and takes a function of a row\n  hint: (row) => row.field",
    ],
    [
      () => F.splitEither(undefined as never),
      'FLOE100 InvalidArgument: splitEither was given undefined, and takes a function of a row\n  hint: (row) => row.field',
    ],
    [
      () => F.separate()([1] as never),
      'FLOE100 InvalidArgument: separate was given something else, and takes datasets\n  hint: make one of an array: F.rows([1, 2])',
    ],
    [
      () => F.sortBy('x' as never),
      "FLOE100 InvalidArgument: sortBy was given 'x', and takes a function of a row\n  hint: (row) => row.field",
    ],
    [
      () => F.sortBy(null as never),
      'FLOE100 InvalidArgument: sortBy was given null, and takes a function of a row\n  hint: (row) => row.field',
    ],
    [() => F.sortBy(), 'FLOE100 InvalidArgument: sortBy was given no key\n  hint: sortBy((row) => row.field)'],
    [
      () => F.descending((x) => x, { nulls: 'least' as never }),
      "FLOE100 InvalidArgument: descending was given nulls: 'least', and takes 'first' or 'last'",
    ],
    [
      () => F.decode({ a: 1 } as never),
      'FLOE100 InvalidArgument: decode was given { a: 1 }, and takes a codec of io-ts\n  hint: t.type({ name: t.string })',
    ],
    [
      () => F.decode(undefined as never),
      'FLOE100 InvalidArgument: decode was given undefined, and takes a codec of io-ts\n  hint: t.type({ name: t.string })',
    ],
    [
      () => F.join(cities, { ...on, how: 'outer' } as never),
      "FLOE100 InvalidArgument: join was given how: 'outer', and takes inner, left, right, full, semi, anti",
    ],
    [
      () => F.asofJoin(cities, { ...on, how: 'full' } as never),
      "FLOE100 InvalidArgument: asofJoin was given how: 'full', and takes left, inner",
    ],
    [
      () => F.asofJoin(cities, { ...on, direction: 'upward' } as never),
      "FLOE100 InvalidArgument: asofJoin was given direction: 'upward', and takes backward, forward, nearest",
    ],
    [
      () => F.asofJoin(cities, { ...on, tolerance: -1 } as never),
      'FLOE100 InvalidArgument: asofJoin was given the tolerance -1, and takes a number from 0\n  hint: of dates, it counts milliseconds',
    ],
    [
      () => F.sample(Number.NaN),
      'FLOE100 InvalidArgument: sample was given NaN, and takes a fraction from 0 to 1\n  hint: for so many rows: F.shuffle(), then F.take(100)',
    ],
    [
      () => F.sample(0.5, { seed: 1n as never }),
      'FLOE100 InvalidArgument: sample was given seed: 1n, and takes a number or text',
    ],
    [
      () => F.over({ orderBy: [] }, {}),
      'FLOE100 InvalidArgument: over was given an orderBy without a key\n  hint: orderBy: (row) => row.day, or leave it out: a sequence has an order',
    ],
    [
      () => F.over({ partition: yes } as never, {}),
      "FLOE100 InvalidArgument: over was given 'partition', and takes by and orderBy\n  hint: over({ by: (row) => row.city, orderBy: (row) => row.day }, { n: W.rowNumber() })",
    ],
    [
      () => F.over({}, { n: W.rolling(A.count(), { range: 3 }) }),
      'FLOE100 InvalidArgument: over was given a range as n, which is measured along one order key, and no keys\n  hint: give one: orderBy: (row) => row.day; or count rows: { rows: 7 }',
    ],
    [
      () => F.over({}, { n: A.count() } as never),
      'FLOE100 InvalidArgument: over was given the aggregate count as n, and takes a window function\n  hint: say over which rows it goes: n: W.whole(…), W.running(…), W.rolling(…, { rows: 7 })',
    ],
    [
      () => F.over({}, { n: null } as never),
      'FLOE100 InvalidArgument: over was given null as n, and takes a window function\n  hint: call the function that makes it: n: W.rank()',
    ],
    [
      () => F.pipe(bag, F.over({}, { n: W.rowNumber() }) as never),
      'FLOE100 InvalidArgument: over needs rows in an order, and these have none: the result of groupBy is a bag\n  hint: give them an order first, with sortBy',
    ],
    [
      () => F.groupBy(() => 1, { key: A.count() } as never),
      'FLOE100 InvalidArgument: groupBy was given an aggregate named key, which is a name of the group’s own\n  hint: choose another name',
    ],
    [
      () => F.groupBy({ city: () => 1 }, { city: A.count() } as never),
      'FLOE100 InvalidArgument: groupBy was given an aggregate named city, which is a name of the group’s own\n  hint: choose another name',
    ],
    [
      () => F.groupBy({ city: 'name' } as never, {}),
      "FLOE100 InvalidArgument: key city of groupBy was given 'name', and takes a function of a row\n  hint: (row) => row.field",
    ],
    [
      () => F.groupBy({}, { n: A.count() }),
      'FLOE100 InvalidArgument: groupBy was given no key\n  hint: for one row of all rows, use aggregate',
    ],
    [
      () => F.rollup({ level: () => 1 }, {}),
      'FLOE100 InvalidArgument: rollup was given a key named level, which is the name of how many keys a group has\n  hint: choose another name',
    ],
    [
      () => F.rollup({ a: () => 1 }, { level: A.count() }),
      'FLOE100 InvalidArgument: rollup was given an aggregate named level, which is a name of the group’s own\n  hint: choose another name',
    ],
    [
      () => F.rollup({ shop: () => 1, 2024: () => 2 }, {}),
      'FLOE100 InvalidArgument: rollup was given a key named 2024, and JavaScript puts such a name first, wherever it was written\n  hint: choose a name that is no number',
    ],
    [
      () => F.aggregate({ n: A.count } as never),
      /^FLOE100 InvalidArgument: aggregate was given .+ as n, and takes an aggregate\n {2}hint: call the function that makes it: n: A.count\(\)$/ as never,
    ],
    [
      () => F.aggregate({ n: null } as never),
      'FLOE100 InvalidArgument: aggregate was given null as n, and takes an aggregate\n  hint: call the function that makes it: n: A.count()',
    ],
  ]

  test.each(refusals.map(([build, message], i) => [i, message, build] as const))('%i: %s', (_, message, build) => {
    let thrown: unknown
    try {
      build()
    } catch (error) {
      thrown = error
    }
    expect(F.isFloeError(thrown)).toBe(true)
    expect((thrown as Error).message).toMatch(message)
    if (typeof message === 'string') expect((thrown as Error).message).toBe(message)
  })

  const wrong: readonly (readonly [() => unknown, found: string, expected: string | undefined])[] = [
    [() => F.drop(0.5), '0.5', 'a whole number, 0 or more'],
    [() => F.chunk(0), '0', 'a whole number, 1 or more'],
    [() => F.select(3 as never), '3', 'text'],
    [() => F.sample(2), '2', 'a number from 0 to 1'],
    [() => F.sample('1' as never), "'1'", 'a number from 0 to 1'],
    [() => F.shuffle({ seed: null as never }), 'null', 'a number or text'],
    [() => F.validate(() => true, undefined as never), 'undefined', undefined],
    [() => F.rename({ id: 'x', name: 'x' } as never), "'x'", 'a name that no other field has'],
    [() => F.unpivot(['id'] as never, { name: 'a', value: 'a' } as never), "'a'", 'a name that no other field has'],
    [() => F.join(cities, { ...on, how: 'outer' } as never), "'outer'", 'inner, left, right, full, semi, anti'],
    [() => F.asofJoin(cities, { ...on, how: 'full' } as never), "'full'", 'left, inner'],
    [() => F.asofJoin(cities, { ...on, tolerance: '1' } as never), "'1'", 'a number, 0 or more'],
    [() => F.mapAsync(later, { concurrency: 1, timeout: 0 }), '0', 'milliseconds, more than 0'],
  ]

  test.each(wrong)('%#: says what was found and what was expected', (build, found, expected) => {
    expect(build).toThrow(expect.objectContaining({ _tag: 'InvalidArgument', found, expected, place: {} }))
  })

  test('key may be the name of an aggregate where there is no group', () => {
    expect(last(F.pipe(cities, F.aggregate({ key: A.count() })))).toBe(
      'aggregate { key: count } : sequence of { key: number }',
    )
  })
})

test('isDataset knows datasets, and nothing else', () => {
  expect([cities, bag, F.rows([])].map(F.isDataset)).toEqual([true, true, true])
  const none = [null, undefined, 1, 'plan', {}, { plan: null }, { plan: 1 }, { plan: {} }, { plan: { kind: 'map' } }]
  expect([...none, { plan: { inputs: [] } }, () => 1].map(F.isDataset)).toEqual([...none, 1, 2].map(() => false))
})
