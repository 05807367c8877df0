/**
 * Proves that what cannot work does not compile, operator by operator. `compile.test.ts` and `npm run types` are the test;
 * nothing here runs.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'

interface Flight {
  origin: string
  delay: number
  weather: string | null
  tags: string[]
}
interface Airport {
  iata: string
  state: string
}
type Row = F.Frozen<Flight>

const sold = F.rows<{ city: string; month: 'jan' | 'feb' | 'mar'; sum: number }>([])
const soldBag = F.pipe(sold, F.join(sold, { left: (s) => s.city, right: (s) => s.city, how: 'semi' }))
const monthly = F.rows<{ city: string; jan: number; feb: number | null; mar?: number }>([])

const flights = F.rows<Flight>([])
const airports = F.rows<Airport>([])
const bag = F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'semi' }))

// biome-ignore format: a directive stands above the one line that fails
export const mustNotCompile = (): readonly unknown[] => [
  // @ts-expect-error take needs an order
  F.pipe(bag, F.take(1)),
  // @ts-expect-error drop needs an order
  F.pipe(bag, F.drop(1)),
  // @ts-expect-error so does what follows a groupBy
  F.pipe(flights, F.groupBy((f) => f.origin, { n: A.count() }), F.take(1)),
  // @ts-expect-error so does a concat with a bag
  F.pipe(flights, F.concat(bag), F.take(1)),
  // @ts-expect-error first needs an order
  F.pipe(bag, F.aggregate({ x: A.first() })),
  // @ts-expect-error last needs an order
  F.pipe(bag, F.groupBy((f) => f.origin, { x: A.last() })),
  // @ts-expect-error toList needs an order, also beside others that need none
  F.pipe(bag, F.aggregate({ n: A.count(), x: A.toList() })),
  // @ts-expect-error rows are readonly in map
  F.pipe(flights, F.map((f) => { f.delay = 0; return f })),
  // @ts-expect-error in filter
  F.pipe(flights, F.filter((f) => { f.tags.pop(); return true })),
  // @ts-expect-error in tap
  F.pipe(flights, F.tap((f) => { f.tags.sort() })),
  // @ts-expect-error in flatMap
  F.pipe(flights, F.flatMap((f) => f.tags.splice(0))),
  // @ts-expect-error in a key
  F.pipe(flights, F.sortBy((f) => f.tags.reverse())),
  // @ts-expect-error in an aggregate
  F.pipe(flights, F.aggregate({ x: A.max((f) => f.tags.pop()) })),
  // @ts-expect-error no such field in map
  F.pipe(flights, F.map((f) => f.nope)),
  // @ts-expect-error in update
  F.pipe(flights, F.update((f) => { f.nope = 1 })),
  // @ts-expect-error a field of another type in update
  F.pipe(flights, F.update((f) => { f.delay = 'late' })),
  // @ts-expect-error no such field in a group's key
  F.pipe(flights, F.groupBy((f) => f.nope, {})),
  // @ts-expect-error in a sort key
  F.pipe(flights, F.sortBy(F.descending((f) => f.nope))),
  // @ts-expect-error a sort key of other rows
  F.pipe(flights, F.sortBy(F.ascending((a: Airport) => a.iata))),
  // @ts-expect-error no such field in a join
  F.pipe(flights, F.join(airports, { left: (f) => f.nope, right: (a) => a.iata })),
  // @ts-expect-error a kind of join that there is not
  F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'outer' })),
  // @ts-expect-error keys that can never be equal
  F.pipe(flights, F.join(airports, { left: (f) => f.delay, right: (a) => a.iata })),
  // @ts-expect-error the left of a right join may be missing
  F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'right' }), F.map(([f]) => f.delay)),
  // @ts-expect-error so may both sides of a full join
  F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'full' }), F.map(([, a]) => a.state)),
  // @ts-expect-error a product has no order
  F.pipe(flights, F.cross(airports), F.take(1)),
  // @ts-expect-error nor have groups of both sides
  F.pipe(flights, F.cogroup(airports, { left: (f) => f.origin, right: (a) => a.iata }), F.take(1)),
  // @ts-expect-error keys that can never be equal
  F.pipe(flights, F.cogroup(airports, { left: (f) => f.delay, right: (a) => a.iata })),
  // @ts-expect-error a number is at no distance from text
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.delay, right: (a) => a.iata })),
  // @ts-expect-error nor is text from text
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.origin, right: (a) => a.iata, direction: 'nearest' })),
  // @ts-expect-error so there is none to tolerate
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.origin, right: (a) => a.iata, tolerance: 2 })),
  // @ts-expect-error a boolean is no time
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.delay > 1, right: (a) => a.iata > '' })),
  // @ts-expect-error keys that can never be equal, beside times
  F.pipe(flights, F.asofJoin(flights, { left: (f) => f.delay, right: (f) => f.delay, by: { left: (f) => f.delay, right: (f) => f.origin } })),
  // @ts-expect-error there may be no partner
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.origin, right: (a) => a.iata }), F.map(([, a]) => a.state)),
  // @ts-expect-error a kind of join that there is not, in time
  F.pipe(flights, F.asofJoin(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'full' })),
  // @ts-expect-error what was a bag stays one
  F.pipe(bag, F.asofJoin(airports, { left: (f) => f.origin, right: (a) => a.iata }), F.take(1)),
  // @ts-expect-error no such field
  F.pipe(monthly, F.unpivot(['jan', 'nope'], { name: 'month', value: 'sales' })),
  // @ts-expect-error taken
  F.pipe(monthly, F.unpivot(['jan', 'feb'], { name: 'city', value: 'sales' })),
  // @ts-expect-error taken
  F.pipe(monthly, F.unpivot(['jan', 'feb'], { name: 'month', value: 'mar' })),
  // @ts-expect-error same
  F.pipe(monthly, F.unpivot(['jan', 'feb'], { name: 'month', value: 'month' })),
  // @ts-expect-error number
  F.pipe(sold, F.pivot({ rows: (s) => s.city, columns: (s) => s.sum, names: ['jan', 'feb'], values: A.sum((s) => s.sum) })),
  // @ts-expect-error no field
  F.pipe(sold, F.pivot({ rows: (s) => s.nope, columns: (s) => s.month, names: ['jan', 'feb'], values: A.sum((s) => s.sum) })),
  // @ts-expect-error no column
  F.pipe(sold, F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan', 'feb'], values: A.sum((s) => s.sum) }), F.map((r) => r.mar)),
  // @ts-expect-error order
  F.pipe(soldBag, F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan', 'feb'], values: A.first((s) => s.sum) })),
  // @ts-expect-error aggregate
  F.pipe(sold, F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan', 'feb'], values: (s) => s.sum })),
  // @ts-expect-error order
  F.pipe(sold, F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan', 'feb'], values: A.count() }), F.take(1)),
  // @ts-expect-error a predicate gives a boolean
  F.pipe(flights, F.filter((f) => f.delay)),
  // @ts-expect-error and not a promise of one
  F.pipe(flights, F.filter(async (f) => f.delay > 1)),
  // @ts-expect-error flatMap gives something to iterate
  F.pipe(flights, F.flatMap((f) => f.delay)),
  // @ts-expect-error filterMap gives an Option
  F.pipe(flights, F.filterMap((f) => f.weather)),
  // @ts-expect-error no such field to select
  F.pipe(flights, F.select('nope')),
  // @ts-expect-error nor to leave out
  F.pipe(flights, F.omit('origin', 'nope')),
  // @ts-expect-error nor to rename
  F.pipe(flights, F.rename({ nope: 'x' })),
  // @ts-expect-error also beside one that there is
  F.pipe(flights, F.rename({ origin: 'x', nope: 'y' })),
  // @ts-expect-error the name of another field
  F.pipe(flights, F.rename({ origin: 'delay' })),
  // @ts-expect-error one name for two fields
  F.pipe(flights, F.rename({ origin: 'x', weather: 'x' })),
  // @ts-expect-error a field that has been renamed
  F.pipe(flights, F.rename({ origin: 'from' }), F.map((f) => f.origin)),
  // @ts-expect-error a field that was not selected
  F.pipe(flights, F.select('delay'), F.map((f) => f.origin)),
  // @ts-expect-error a field of the same argument
  F.pipe(flights, F.derive({ hours: (f) => f.delay / 60, late: (f) => f.hours > 1 })),
  // @ts-expect-error no such field in derive
  F.pipe(flights, F.derive({ hours: (f) => f.nope })),
  // @ts-expect-error a derived field is made by a function
  F.pipe(flights, F.derive({ hours: 1 })),
  // @ts-expect-error numbers have no fields
  F.pipe(F.rows([1]), F.derive({ one: () => 1 })),
  // @ts-expect-error nor have pairs
  F.pipe(flights, F.cross(airports), F.select('length')),
  // @ts-expect-error what is checked is a boolean
  F.pipe(flights, F.validate((f) => f.delay, 'no delay')),
  // @ts-expect-error a message is text
  F.pipe(flights, F.validate((f) => f.delay > 0, (f) => f.delay)),
  // @ts-expect-error the halves of a bag are bags
  F.pipe(F.pipe(bag, F.split((f) => f.delay > 0))[0], F.take(1)),
  // @ts-expect-error an Either is given
  F.pipe(flights, F.splitEither((f) => f.delay)),
  // @ts-expect-error rows are Eithers
  F.pipe(flights, F.separate()),
  // @ts-expect-error a parameter that is not there
  F.pipe(flights, F.filter((f, p) => f.delay > p.max, { min: 1 })),
  // @ts-expect-error a function is called with the row, not with an index
  F.pipe(flights, F.map((f, i) => [f, i])),
  // @ts-expect-error an aggregate, not the function that makes one
  F.pipe(flights, F.aggregate({ n: A.count })),
  // @ts-expect-error nor a number
  F.pipe(flights, F.aggregate({ n: 1 })),
  // @ts-expect-error `key` is the group's own
  F.pipe(flights, F.groupBy((f) => f.origin, { key: A.count() })),
  // @ts-expect-error the name of a key is taken
  F.pipe(flights, F.groupBy({ from: (f) => f.origin }, { from: A.count() })),
  // @ts-expect-error in rollup too
  F.pipe(flights, F.rollup({ from: (f) => f.origin }, { from: A.count() })),
  // @ts-expect-error `level` is the row's own
  F.pipe(flights, F.rollup({ from: (f) => f.origin }, { level: A.count() })),
  // @ts-expect-error also among the keys
  F.pipe(flights, F.rollup({ level: (f) => f.origin }, { n: A.count() })),
  // @ts-expect-error no such field in one of several keys
  F.pipe(flights, F.groupBy({ from: (f) => f.origin, late: (f) => f.nope }, { n: A.count() })),
  // @ts-expect-error in a key of rollup
  F.pipe(flights, F.rollup({ from: (f) => f.nope }, { n: A.count() })),
  // @ts-expect-error first needs an order, beside several keys
  F.pipe(bag, F.groupBy({ from: (f) => f.origin }, { n: A.first() })),
  // @ts-expect-error in rollup
  F.pipe(bag, F.rollup({ from: (f) => f.origin }, { n: A.first() })),
  // @ts-expect-error groups have no order
  F.pipe(flights, F.rollup({ from: (f) => f.origin }, { n: A.count() }), F.take(1)),
  // @ts-expect-error a key that was rolled up is null
  F.pipe(flights, F.rollup({ from: (f) => f.origin }, {}), F.map((r) => r.from.length)),
  // @ts-expect-error what is summed is a number
  F.pipe(flights, F.sumBy((f) => f.origin, (f) => f.origin)),
  // @ts-expect-error no such field
  F.pipe(flights, F.countBy((f) => f.nope)),
  // @ts-expect-error an aggregate of other rows
  F.pipe(flights, F.aggregate({ n: A.sum((a: { readonly wings: number }) => a.wings) })),
  // @ts-expect-error what is summed is a number
  F.pipe(flights, F.aggregate({ n: A.sum((f) => f.origin) })),
  // @ts-expect-error rank needs an order
  F.pipe(bag, F.over({ by: (f) => f.origin }, { rank: W.rank() })),
  // @ts-expect-error so do lag and lead
  F.pipe(bag, F.over({}, { before: W.lag((f) => f.delay) })),
  // @ts-expect-error and first, and last
  F.pipe(bag, F.over({}, { x: W.last((f) => f.delay) })),
  // @ts-expect-error and the rows so far, whatever the aggregate, also beside what needs none
  F.pipe(bag, F.over({}, { all: W.whole(A.count()), x: W.running(A.count()) })),
  // @ts-expect-error an aggregate that needs an order
  F.pipe(bag, F.over({ by: (f) => f.origin }, { x: W.whole(A.toList()) })),
  // @ts-expect-error what is an order only perhaps
  F.pipe(bag, F.over({} as F.OverBy<Row>, { rank: W.rank() })),
  // @ts-expect-error a bag stays one
  F.pipe(bag, F.over({ orderBy: (f) => f.delay }, { rank: W.rank() }), F.take(1)),
  // @ts-expect-error no such field in by
  F.pipe(flights, F.over({ by: (f) => f.nope }, { rank: W.rank() })),
  // @ts-expect-error in orderBy
  F.pipe(flights, F.over({ orderBy: [F.descending((f) => f.nope)] }, { rank: W.rank() })),
  // @ts-expect-error in a window function
  F.pipe(flights, F.over({}, { x: W.lag((f) => f.nope) })),
  // @ts-expect-error in its aggregate
  F.pipe(flights, F.over({}, { x: W.rolling(A.sum((f) => f.nope), { rows: 7 }) })),
  // @ts-expect-error rows are readonly in all of them
  F.pipe(flights, F.over({ by: (f) => f.tags.pop() }, {})),
  // @ts-expect-error what is summed is a number
  F.pipe(flights, F.over({}, { x: W.whole(A.sum((f) => f.origin)) })),
  // @ts-expect-error an aggregate, without its rows
  F.pipe(flights, F.over({}, { n: A.count() })),
  // @ts-expect-error a window function, not the function that makes one
  F.pipe(flights, F.over({}, { rank: W.rank })),
  // @ts-expect-error a name that there is not
  F.pipe(flights, F.over({ partitionBy: (f: Row) => f.origin }, { rank: W.rank() })),
  // @ts-expect-error a frame is in rows or in a range
  F.pipe(flights, F.over({ orderBy: (f) => f.delay }, { x: W.rolling(A.count(), { rows: 1, range: 2 }) })),
  // @ts-expect-error both ends are numbers
  F.pipe(flights, F.over({}, { x: W.rolling(A.count(), { rows: [-1, 'now'] }) })),
  // @ts-expect-error fields are added to objects, not to numbers
  F.pipe(F.rows([1]), F.over({}, { n: W.rowNumber() })),
  // @ts-expect-error nor to tuples
  F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata }), F.over({}, { n: W.whole(A.count()) })),
  // @ts-expect-error a parameter that is not there
  F.pipe(flights, F.over({ by: (f, p) => f.delay > p.max }, { n: W.rank() }, { min: 1 })),
  // @ts-expect-error parameters that are not given
  F.pipe(flights, F.over({ by: (f, p) => f.delay > p.max }, { n: W.rank() })),
  // @ts-expect-error a field that is replaced has a new type
  F.pipe(flights, F.over({}, { origin: W.rank() }), F.map((f) => f.origin.length)),
  // @ts-expect-error there may be no row before
  F.pipe(flights, F.over({}, { before: W.lag((f) => f.delay) }), F.map((f) => f.before + 1)),
  // @ts-expect-error what was added is readonly
  F.pipe(flights, F.over({}, { n: W.rowNumber() }), F.tap((f) => { f.n = 1 })),
  // @ts-expect-error rows are in an iterable
  F.rows(3),
  // @ts-expect-error a sequence is promised, a bag is there
  ((): F.Sequence<Row> => bag)(),
  // @ts-expect-error other rows are promised
  ((): F.Bag<Airport> => flights)(),
  // @ts-expect-error concat of other rows
  F.pipe(flights, F.concat(airports), F.map((f) => f.delay)),
  // @ts-expect-error an option of a run that there is not
  F.toList(flights, { onError: 'skip' }),
  // @ts-expect-error a dataset cannot be made by hand
  ((): F.Sequence<Row> => ({ plan: flights.plan }))(),
]

// A function with parameters that are not given, and parameters of another type.
// @ts-expect-error the key's parameters are missing
F.groupBy((n: number, p: { by: number }) => n % p.by, { n: A.count() })
// @ts-expect-error the parameters have another type
F.groupBy((n: number, p: { by: number }) => n % p.by, { n: A.count() }, { by: 'two' })
// @ts-expect-error the parameters of one of several keys are missing
F.groupBy({ a: (n: number, p: { by: number }) => n % p.by }, { n: A.count() })
// @ts-expect-error they have another type
F.rollup({ a: (n: number, p: { by: number }) => n % p.by }, { n: A.count() }, { by: 'two' })
// @ts-expect-error the key's parameters are missing
F.ascending((n: number, p: { by: number }) => n % p.by)
// @ts-expect-error the parameters have another type
F.descending((n: number, p: { by: number }) => n % p.by, {}, { by: 'two' })
F.join(F.rows([1]), {
  // @ts-expect-error the keys' parameters are missing
  left: (n: number, p: { by: number }) => n % p.by,
  right: (n) => n,
})
