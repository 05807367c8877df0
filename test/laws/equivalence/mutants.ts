/**
 * Pipelines, and what may happen to each when somebody tidies it up: a filter is lost, `<` becomes `<=`, another field is read, a
 * tie is broken no more, a null is treated otherwise. And rewritings that change nothing.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { type Flight, flightsOf, held } from './flights.ts'

type Pipeline = () => F.Bag<unknown>

export interface Refactoring {
  readonly name: string
  readonly before: Pipeline
  /** Versions that mean the same. */
  readonly same: Readonly<Record<string, Pipeline>>
  /** Versions that do not. */
  readonly mutants: Readonly<Record<string, Pipeline>>
}

const flights = flightsOf(held)
const more = flightsOf(held.slice(0, 3), 'more')
const isLate = (f: Flight): boolean => f.delay !== null && f.delay > 15
const hours = (f: Flight): number | null => (f.delay === null ? null : f.delay / 60)

export const refactorings: readonly Refactoring[] = [
  {
    name: 'a filter and a map',
    before: () =>
      F.pipe(
        flights,
        F.filter(isLate),
        F.map((f) => ({ ...f, hours: hours(f) })),
      ),
    same: {
      'in the other order': () =>
        F.pipe(
          flights,
          F.map((f) => ({ ...f, hours: hours(f) })),
          F.filter((f) => isLate(f)),
        ),
      'as two filters': () =>
        F.pipe(
          flights,
          F.filter((f) => f.delay !== null),
          F.filter((f) => (f.delay ?? 0) > 15),
          F.derive({ hours }),
        ),
    },
    mutants: {
      'a filter dropped': () =>
        F.pipe(
          flights,
          F.map((f) => ({ ...f, hours: hours(f) })),
        ),
      '>= for >': () =>
        F.pipe(
          flights,
          F.filter((f) => f.delay !== null && f.delay >= 15),
          F.map((f) => ({ ...f, hours: hours(f) })),
        ),
      'another bound': () =>
        F.pipe(
          flights,
          F.filter((f) => f.delay !== null && f.delay > 16),
          F.map((f) => ({ ...f, hours: hours(f) })),
        ),
      'another field': () =>
        F.pipe(
          flights,
          F.filter((f) => f.distance > 15),
          F.map((f) => ({ ...f, hours: hours(f) })),
        ),
      'a filter turned round': () =>
        F.pipe(
          flights,
          F.filter((f) => !isLate(f)),
          F.map((f) => ({ ...f, hours: hours(f) })),
        ),
      'a spread dropped': () =>
        F.pipe(
          flights,
          F.filter(isLate),
          F.map((f) => ({ id: f.id, hours: hours(f) })),
        ),
      'another factor': () =>
        F.pipe(
          flights,
          F.filter(isLate),
          F.map((f) => ({ ...f, hours: (f.delay ?? 0) / 24 })),
        ),
      rounded: () =>
        F.pipe(
          flights,
          F.filter(isLate),
          F.map((f) => ({ ...f, hours: Math.round(hours(f) ?? 0) })),
        ),
    },
  },
  {
    name: 'nulls',
    before: () =>
      F.pipe(
        flights,
        F.map((f) => ({ id: f.id, delay: f.delay })),
      ),
    same: {
      'by select': () => F.pipe(flights, F.select('id', 'delay')),
    },
    mutants: {
      'zero for null': () =>
        F.pipe(
          flights,
          F.map((f) => ({ id: f.id, delay: f.delay ?? 0 })),
        ),
      'null for zero': () =>
        F.pipe(
          flights,
          F.map((f) => ({ id: f.id, delay: f.delay || null })),
        ),
      'absent for null': () =>
        F.pipe(
          flights,
          F.map((f) => (f.delay === null ? { id: f.id } : { id: f.id, delay: f.delay })),
        ),
      'nulls dropped': () =>
        F.pipe(
          flights,
          F.filter((f) => f.delay !== null),
          F.map((f) => ({ id: f.id, delay: f.delay })),
        ),
      'text for numbers': () =>
        F.pipe(
          flights,
          F.map((f) => ({ id: f.id, delay: f.delay === null ? null : `${f.delay}` })),
        ),
    },
  },
  {
    name: 'groups',
    before: () =>
      F.pipe(
        flights,
        F.groupBy((f) => f.origin, { n: A.count(), distance: A.sum((f) => f.distance) }),
      ),
    same: {
      'sorted before': () =>
        F.pipe(
          flights,
          F.sortBy((f) => f.distance),
          F.groupBy((f) => f.origin, { n: A.count(), distance: A.sum((f) => f.distance) }),
        ),
      'put together again': () =>
        F.pipe(
          flights,
          F.groupBy((f) => f.origin, { distance: A.sum((f) => f.distance), n: A.count() }),
          F.map(({ key, n, distance }) => ({ n, key, distance })),
        ),
    },
    mutants: {
      'another key': () =>
        F.pipe(
          flights,
          F.groupBy((f) => f.id, { n: A.count(), distance: A.sum((f) => f.distance) }),
        ),
      'a key in capitals': () =>
        F.pipe(
          flights,
          F.groupBy((f) => f.origin.toUpperCase(), { n: A.count(), distance: A.sum((f) => f.distance) }),
        ),
      'the greatest for the sum': () =>
        F.pipe(
          flights,
          F.groupBy((f) => f.origin, { n: A.count(), distance: A.max((f) => f.distance) }),
        ),
      'distinct before': () =>
        F.pipe(
          flights,
          F.distinct(),
          F.groupBy((f) => f.origin, { n: A.count(), distance: A.sum((f) => f.distance) }),
        ),
      'without the empty key': () =>
        F.pipe(
          flights,
          F.filter((f) => f.origin !== ''),
          F.groupBy((f) => f.origin, { n: A.count(), distance: A.sum((f) => f.distance) }),
        ),
    },
  },
  {
    name: 'the first few in order',
    before: () =>
      F.pipe(
        flights,
        F.sortBy(
          (f) => f.distance,
          (f) => f.id,
        ),
        F.take(2),
      ),
    same: {
      'by a key of two parts': () =>
        F.pipe(
          flights,
          F.sortBy((f) => [f.distance, f.id]),
          F.take(2),
        ),
    },
    mutants: {
      'a tie broken no more': () =>
        F.pipe(
          flights,
          F.sortBy((f) => f.distance),
          F.take(2),
        ),
      descending: () =>
        F.pipe(
          flights,
          F.sortBy(
            F.descending((f: Flight) => f.distance),
            (f) => f.id,
          ),
          F.take(2),
        ),
      'one more': () =>
        F.pipe(
          flights,
          F.sortBy(
            (f) => f.distance,
            (f) => f.id,
          ),
          F.take(3),
        ),
      'take before sort': () =>
        F.pipe(
          flights,
          F.take(2),
          F.sortBy(
            (f) => f.distance,
            (f) => f.id,
          ),
        ),
      'keys swapped': () =>
        F.pipe(
          flights,
          F.sortBy(
            (f) => f.id,
            (f) => f.distance,
          ),
          F.take(2),
        ),
    },
  },
  {
    name: 'nulls in an order',
    before: () =>
      F.pipe(
        flights,
        F.sortBy((f) => f.delay),
      ),
    same: { ascending: () => F.pipe(flights, F.sortBy(F.ascending((f: Flight) => f.delay))) },
    mutants: {
      'nulls first': () => F.pipe(flights, F.sortBy(F.ascending((f: Flight) => f.delay, { nulls: 'first' }))),
      'not sorted': () => flights,
    },
  },
  {
    name: 'a join',
    before: () =>
      F.pipe(
        flights,
        F.join(more, { left: (f) => f.origin, right: (f) => f.origin }),
        F.map(([left, right]) => ({ id: left.id, other: right.id })),
      ),
    same: {
      'from the other side': () =>
        F.pipe(
          more,
          F.join(flights, { left: (f) => f.origin, right: (f) => f.origin }),
          F.map(([right, left]) => ({ id: left.id, other: right.id })),
        ),
    },
    mutants: {
      'a left join': () =>
        F.pipe(
          flights,
          F.join(more, { left: (f) => f.origin, right: (f) => f.origin, how: 'left' }),
          F.map(([left, right]) => ({ id: left.id, other: right?.id })),
        ),
      'with itself': () =>
        F.pipe(
          flights,
          F.join(flights, { left: (f) => f.origin, right: (f) => f.origin }),
          F.map(([left, right]) => ({ id: left.id, other: right.id })),
        ),
      'another key': () =>
        F.pipe(
          flights,
          F.join(more, { left: (f) => f.distance, right: (f) => f.distance }),
          F.map(([left, right]) => ({ id: left.id, other: right.id })),
        ),
      'sides swapped': () =>
        F.pipe(
          flights,
          F.join(more, { left: (f) => f.origin, right: (f) => f.origin }),
          F.map(([left, right]) => ({ id: right.id, other: left.id })),
        ),
    },
  },
  {
    name: 'one of each',
    before: () =>
      F.pipe(
        flights,
        F.distinctBy((f) => f.origin),
      ),
    same: {
      twice: () =>
        F.pipe(
          flights,
          F.distinctBy((f) => f.origin),
          F.distinctBy((f) => f.origin),
        ),
    },
    mutants: {
      'the least': () =>
        F.pipe(
          flights,
          F.sortBy((f) => f.distance),
          F.distinctBy((f) => f.origin),
        ),
      'whole rows': () => F.pipe(flights, F.distinct()),
      'by another field': () =>
        F.pipe(
          flights,
          F.distinctBy((f) => f.distance),
        ),
    },
  },
  {
    name: 'a text that fails',
    before: () =>
      F.pipe(
        flights,
        F.map((f) => (f.delay as number).toFixed(1)),
      ),
    same: {
      'as a template': () =>
        F.pipe(
          flights,
          F.map((f) => `${(f.delay as number).toFixed(1)}`),
        ),
    },
    mutants: {
      'fails no more': () =>
        F.pipe(
          flights,
          F.map((f) => (f.delay ?? 0).toFixed(1)),
        ),
      'fails otherwise': () =>
        F.pipe(
          flights,
          F.map((f) => {
            if (f.delay === null) throw new Error('no delay')
            return f.delay.toFixed(1)
          }),
        ),
    },
  },
]
