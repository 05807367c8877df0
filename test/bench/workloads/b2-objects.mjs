/**
 * B2: objects in memory, the everyday job of data work: filter, map with a spread, group by, sort, take. B7: the same by
 * functions that nobody can read, because their parts come from elsewhere (`bind`).
 *
 * The loop builds no object that it does not need; the one beside it spreads as the others do. Sums of hours are compared
 * in ten digits: Floe's are exact.
 */
import { flightObjects } from '../data.mjs'
import { A, F, rowsOf } from '../floe.mjs'
import { versionOf } from '../versions.mjs'

const count = 1_000_000

const isLate = (flight) => flight.delay > 15
const withHours = (flight) => ({ ...flight, hours: flight.delay / 60 })

const step = (groups, flight) => {
  const group = groups.get(flight.origin)
  if (group === undefined) groups.set(flight.origin, { key: flight.origin, flights: 1, hours: flight.hours })
  else {
    group.flights += 1
    group.hours += flight.hours
  }
  return groups
}
const worst = (groups) => [...groups.values()].sort((a, b) => b.hours - a.hours).slice(0, 10)
const summary = (flights) => flights.reduce((hours, flight) => hours + flight.hours, 0)

const plan = (flights) =>
  F.pipe(
    F.rows(flights),
    F.filter((flight) => flight.delay > 15),
    F.map((flight) => ({ ...flight, hours: flight.delay / 60 })),
    F.groupBy((flight) => flight.origin, { flights: A.count(), hours: A.sum((flight) => flight.hours) }),
    F.sortBy(F.descending((group) => group.hours)),
    F.take(10),
  )

const loop = (flights) => {
  const groups = new Map()
  for (const { origin, delay } of flights) {
    if (!(delay > 15)) continue
    const group = groups.get(origin)
    if (group === undefined) groups.set(origin, { key: origin, flights: 1, hours: delay / 60 })
    else {
      group.flights += 1
      group.hours += delay / 60
    }
  }
  return worst(groups)
}

const libraries = [
  {
    name: 'array methods',
    run: (flights) => worst(flights.filter(isLate).map(withHours).reduce(step, new Map())),
  },
  {
    // https://lodash.com/docs/4.17.15#lodash
    name: 'lodash',
    version: versionOf('lodash'),
    prepare: async (flights) => ({ flights, _: (await import('lodash')).default }),
    run: ({ flights, _ }) =>
      _(flights)
        .filter(isLate)
        .map(withHours)
        .groupBy('origin')
        .map((group, key) => ({ key, flights: group.length, hours: _.sumBy(group, 'hours') }))
        .orderBy('hours', 'desc')
        .take(10)
        .value(),
  },
  {
    // https://rxjs.dev/api/operators/groupBy
    name: 'RxJS',
    version: versionOf('rxjs'),
    prepare: async (flights) => ({ flights, ...(await import('rxjs')) }),
    run: async ({ flights, from, filter, map, groupBy, mergeMap, reduce, toArray, lastValueFrom }) =>
      worst(
        new Map(
          await lastValueFrom(
            from(flights).pipe(
              filter(isLate),
              map(withHours),
              groupBy((flight) => flight.origin),
              mergeMap((group) =>
                group.pipe(
                  reduce((sum, flight) => ({ ...sum, flights: sum.flights + 1, hours: sum.hours + flight.hours }), {
                    key: group.key,
                    flights: 0,
                    hours: 0,
                  }),
                ),
              ),
              map((group) => [group.key, group]),
              toArray(),
            ),
          ),
        ),
      ),
  },
  {
    // https://github.com/ReactiveX/IxJS#readme
    name: 'IxJS',
    version: versionOf('ix'),
    prepare: async (flights) => ({
      flights,
      ...(await import('ix/iterable')),
      operators: await import('ix/iterable/operators'),
    }),
    run: ({ flights, from, toArray, operators: { filter, map, groupBy, orderByDescending, take } }) =>
      toArray(
        from(flights).pipe(
          filter(isLate),
          map(withHours),
          groupBy((flight) => flight.origin),
          map((group) => {
            const all = [...group]
            return { key: group.key, flights: all.length, hours: summary(all) }
          }),
          orderByDescending((group) => group.hours),
          take(10),
        ),
      ),
  },
  {
    // Its groupBy makes a stream of each key, so the fold does the grouping: https://effect.website/docs/stream/consuming-streams/
    name: 'Effect Stream',
    version: versionOf('effect'),
    prepare: async (flights) => ({ flights, ...(await import('effect')) }),
    run: async ({ flights, Effect, Stream }) =>
      worst(
        await Effect.runPromise(
          Stream.fromIterable(flights).pipe(
            Stream.filter(isLate),
            Stream.map(withHours),
            Stream.runFold(() => new Map(), step),
          ),
        ),
      ),
  },
  {
    // https://docs.thi.ng/umbrella/transducers/functions/groupByMap.html
    name: 'thi.ng transducers',
    version: versionOf('@thi.ng/transducers'),
    prepare: async (flights) => ({ flights, ...(await import('@thi.ng/transducers')) }),
    run: ({ flights, transduce, comp, filter, map, groupByMap, reducer }) =>
      worst(
        transduce(
          comp(filter(isLate), map(withHours)),
          groupByMap({
            key: (flight) => flight.origin,
            group: reducer(
              () => ({ key: '', flights: 0, hours: 0 }),
              (group, { origin, hours }) => {
                group.key = origin
                group.flights += 1
                group.hours += hours
                return group
              },
            ),
          }),
          flights,
        ),
      ),
  },
  {
    // https://immutable-js.com/docs/v5/Seq/#groupBy()
    name: 'Immutable Seq',
    version: versionOf('immutable'),
    prepare: async (flights) => ({ flights, ...(await import('immutable')) }),
    run: ({ flights, Seq }) =>
      Seq(flights)
        .filter(isLate)
        .map(withHours)
        .groupBy((flight) => flight.origin)
        .map((group, key) => ({ key, flights: group.count(), hours: group.reduce((sum, { hours }) => sum + hours, 0) }))
        .valueSeq()
        .sortBy((group) => -group.hours)
        .take(10)
        .toArray(),
  },
  {
    // https://nodejs.org/api/stream.html#readablereducefn-initial-options
    name: 'Node streams',
    prepare: async (flights) => ({ flights, ...(await import('node:stream')) }),
    run: async ({ flights, Readable }) =>
      worst(await Readable.from(flights).filter(isLate).map(withHours).reduce(step, new Map())),
  },
  {
    // https://idl.uw.edu/arquero/api/#from
    name: 'Arquero',
    version: versionOf('arquero'),
    prepare: async (flights) => ({ flights, aq: await import('arquero') }),
    run: ({ flights, aq }) =>
      aq
        .from(flights)
        .filter((d) => d.delay > 15)
        .derive({ hours: (d) => d.delay / 60 })
        .groupby('origin')
        .rollup({ flights: aq.op.count(), hours: aq.op.sum('hours') })
        .orderby(aq.desc('hours'))
        .slice(0, 10)
        .objects()
        .map(({ origin, ...group }) => ({ key: origin, ...group })),
  },
]

const names = libraries.map(({ name }) => name)
const fastest = (ms) => Math.min(...names.map((name) => ms[name] ?? Number.POSITIVE_INFINITY))
const normal = (groups) => groups.map(({ key, flights, hours }) => [key, flights, hours.toPrecision(10)])

/** Functions whose parts nobody sees: their text is `function () { [native code] }`. */
const bound = {
  isLate: function (flight) {
    return flight.delay > this.minutes
  }.bind({ minutes: 15 }),
  withHours: function (flight) {
    return { ...flight, hours: flight.delay / this.minutes }
  }.bind({ minutes: 60 }),
  field: (name) =>
    function (row) {
      return row[this.name]
    }.bind({ name }),
}

const opaquePlan = (flights) =>
  F.pipe(
    F.rows(flights),
    F.filter(bound.isLate),
    F.map(bound.withHours),
    F.groupBy(bound.field('origin'), { flights: A.count(), hours: A.sum(bound.field('hours')) }),
    F.sortBy(F.descending(bound.field('hours'))),
    F.take(10),
  )

const opaqueLoop = (flights) => {
  const groups = new Map()
  const origin = bound.field('origin')
  const hours = bound.field('hours')
  for (const flight of flights) {
    if (!bound.isLate(flight)) continue
    const late = bound.withHours(flight)
    const key = origin(late)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { key, flights: 1, hours: hours(late) })
    else {
      group.flights += 1
      group.hours += hours(late)
    }
  }
  return worst(groups)
}

const spreading = (flights) => {
  const groups = new Map()
  for (const flight of flights) if (isLate(flight)) step(groups, withHours(flight))
  return worst(groups)
}

export default [
  {
    id: 'B2',
    title: 'Objects in memory',
    text: 'A million objects of five fields: `filter`, `map` with a spread, `groupBy` with a count and a sum, `sortBy`, `take`. The loop makes no objects on the way.',
    data: (scale) => flightObjects(count * scale),
    normal,
    ratioTo: 'loop',
    contestants: [
      { name: 'loop', run: loop },
      { name: 'loop that spreads', run: spreading },
      { name: 'Floe', run: (flights) => rowsOf(plan(flights)) },
      ...libraries,
    ],
    aims: [
      { text: 'at most 1.2 × the loop', of: (ms) => ms.Floe / ms.loop, atMost: 1.2 },
      { text: 'ahead of the fastest library', of: (ms) => fastest(ms) / ms.Floe, atLeast: 1 },
    ],
  },
  {
    id: 'B7',
    title: 'Functions that cannot be read',
    text: 'B2 by functions made by `bind`, of which Floe sees nothing. One loop calls the same functions, the other is that of B2.',
    data: (scale) => flightObjects(count * scale),
    normal,
    ratioTo: 'loop',
    contestants: [
      { name: 'loop', run: opaqueLoop },
      { name: 'loop of B2', run: loop },
      { name: 'Floe', run: (flights) => rowsOf(opaquePlan(flights)) },
    ],
    aims: [
      { text: 'at most 1.5 × a loop that calls them', of: (ms) => ms.Floe / ms.loop, atMost: 1.5 },
      { text: 'at most 1.5 × the loop of B2', of: (ms) => ms.Floe / ms['loop of B2'], atMost: 1.5 },
    ],
  },
]
