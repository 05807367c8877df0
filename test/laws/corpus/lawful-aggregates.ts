/** Folds that may be cut, merged and resumed anywhere. */
import * as fc from 'fast-check'
import { aggregate, type Entry } from './entry.ts'
import { amount, count, Item, word } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

const commutative = { declared: ['commutative'] } as const

export const lawfulAggregates: readonly Entry[] = [
  lawful(
    'a mean by sum and count',
    'flink#2639',
    aggregate(
      amount,
      () => ({
        init: () => ({ sum: 0, n: 0 }),
        step: ({ sum, n }, x: number) => ({ sum: sum + x, n: n + 1 }),
        merge: (a, b) => ({ sum: a.sum + b.sum, n: a.n + b.n }),
        done: ({ sum, n }) => (n === 0 ? null : sum / n),
      }),
      commutative,
    ),
  ),
  lawful(
    'a state that is changed in place by steps',
    'beam#88',
    aggregate(
      amount,
      () => ({
        init: () => ({ sum: 0, n: 0 }),
        step: (state, x: number) => {
          state.sum += x
          state.n++
          return state
        },
        merge: (a, b) => ({ sum: a.sum + b.sum, n: a.n + b.n }),
      }),
      commutative,
    ),
  ),
  lawful(
    'a count',
    'scio#729',
    aggregate(
      Item,
      () => ({ init: () => 0, step: (n: number, _row: Item) => n + 1, merge: (a, b) => a + b }),
      commutative,
    ),
  ),
  lawful(
    'the greatest of whole numbers',
    'presto#21877',
    aggregate(
      amount,
      () => ({
        init: () => Number.NEGATIVE_INFINITY,
        step: (most: number, x: number) => Math.max(most, x),
        merge: (a, b) => Math.max(a, b),
      }),
      { declared: ['commutative', 'idempotentMerge'] },
    ),
  ),
  lawful(
    'the greatest, NaN or not',
    'ClickHouse#79776',
    aggregate(
      fc.oneof(amount, fc.constant(Number.NaN)),
      () => ({
        init: () => Number.NEGATIVE_INFINITY,
        step: (most: number, x: number) => Math.max(most, x),
        merge: (a, b) => Math.max(a, b),
      }),
      commutative,
    ),
  ),
  lawful(
    'a list, in the order of the rows',
    'opensearch#5719',
    aggregate(word, () => ({
      init: (): string[] => [],
      step: (all, x: string) => {
        all.push(x)
        return all
      },
      merge: (a, b) => [...a, ...b],
    })),
  ),
  lawful(
    'the first of a sequence',
    'spark#27099',
    aggregate(amount, () => ({
      init: (): { first?: number } => ({}),
      step: (state, x: number) => ('first' in state ? state : { first: x }),
      merge: (a, b) => ('first' in a ? a : b),
    })),
  ),
  lawful(
    'the last of a sequence',
    'datafusion#15676',
    aggregate(amount, () => ({
      init: (): number | null => null,
      step: (_last: number | null, x: number) => x,
      merge: (a, b) => b ?? a,
    })),
  ),
  lawful(
    'counts by key, merged into a new map',
    'beam#13061',
    aggregate(
      Item,
      () => ({
        init: () => new Map<number, number>(),
        step: (counts, { id }: Item) => counts.set(id, (counts.get(id) ?? 0) + 1),
        merge: (a, b) => {
          const both = new Map(a)
          for (const [id, n] of b) both.set(id, (both.get(id) ?? 0) + n)
          return both
        },
        done: (counts) => [...counts].sort(([a], [b]) => a - b),
      }),
      commutative,
    ),
  ),
  lawful(
    'a set that is saved as a list',
    'stdlib#519',
    aggregate(
      count,
      () => ({
        init: () => new Set<number>(),
        step: (all, x: number) => all.add(x),
        merge: (a, b) => new Set([...a, ...b]),
        done: (all) => all.size,
        encode: (all) => JSON.stringify([...all]),
        decode: (text: string) => new Set<number>(JSON.parse(text) as number[]),
      }),
      { declared: ['commutative', 'idempotentMerge'] },
    ),
  ),
  lawful(
    'done sorts a copy',
    'denofun#28',
    aggregate(
      amount,
      () => ({
        init: (): number[] => [],
        step: (all, x: number) => {
          all.push(x)
          return all
        },
        merge: (a, b) => [...a, ...b],
        done: (all) => all.toSorted((a, b) => a - b),
      }),
      commutative,
    ),
  ),
  lawful(
    'a sum that can be taken back',
    'pandas#21388',
    aggregate(
      amount,
      () => ({
        init: () => 0,
        step: (sum: number, x: number) => sum + x,
        unstep: (sum: number, x: number) => sum - x,
        merge: (a, b) => a + b,
      }),
      commutative,
    ),
  ),
  lawful(
    'no merge at all',
    'rxjs#3146',
    aggregate(amount, () => ({
      init: () => 0,
      step: (last: number, x: number) => last / 2 + x,
    })),
  ),
  lawful(
    'a copy of the row is kept',
    'lodash#3978',
    aggregate(
      Item,
      () => ({
        init: (): Item | null => null,
        step: (best, row: Item) => (best === null || row.price > best.price ? { ...row } : best),
        merge: (a, b) => (a === null ? b : b === null || b.price <= a.price ? a : b),
        done: (best) => best?.price ?? null,
      }),
      commutative,
    ),
  ),
  lawful(
    'the row itself is kept',
    'timescaledb#1620',
    aggregate(Item, () => ({
      init: (): Item | null => null,
      step: (first, row: Item) => first ?? row,
      merge: (a, b) => a ?? b,
    })),
  ),
  lawful(
    'an object with a shared empty state that is frozen',
    'ramda#2754',
    aggregate(word, () => {
      const empty: readonly string[] = Object.freeze([])
      return {
        init: () => empty,
        step: (all: readonly string[], x: string) => [...all, x],
        merge: (a: readonly string[], b: readonly string[]) => [...a, ...b],
        done: (all: readonly string[]) => all.join(),
      }
    }),
  ),
  lawful(
    'all of them',
    'duckdb#7541',
    aggregate(
      amount,
      () => ({
        init: () => true,
        step: (all: boolean, x: number) => all && x > 0,
        merge: (a, b) => a && b,
      }),
      { declared: ['commutative', 'idempotentMerge'] },
    ),
  ),
]
