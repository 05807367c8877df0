/** Folds that go wrong when they are cut, merged, resumed or done twice. */
import * as fc from 'fast-check'
import { aggregate, type Entry } from './entry.ts'
import { amount, count, Item, measure, word, words } from './values.ts'

const commutative = { declared: ['commutative'] } as const
const withNaN = fc.oneof(amount, fc.constant(Number.NaN))

export const aggregates: readonly Entry[] = [
  {
    name: 'an average of averages',
    source: 'https://github.com/apache/flink/pull/2639',
    breaks: ['R1', 'R2', 'R4'],
    subject: aggregate(amount, () => ({
      init: () => ({ mean: 0, n: 0 }),
      step: ({ mean, n }, x: number) => ({ mean: (mean * n + x) / (n + 1), n: n + 1 }),
      merge: (a, b) => ({ mean: (a.mean + b.mean) / 2, n: a.n + b.n }),
      done: ({ mean }) => Math.round(mean),
    })),
  },
  {
    name: 'means are merged as if both had as many rows',
    source: 'https://github.com/oracle/tribuo/pull/215',
    breaks: ['R1', 'R2', 'R4'],
    subject: aggregate(amount, () => ({
      init: () => ({ sum: 0, n: 0, mean: 0 }),
      step: ({ sum, n }, x: number) => ({ sum: sum + x, n: n + 1, mean: Math.round((sum + x) / (n + 1)) }),
      merge: (a, b) => ({ sum: a.sum + b.sum, n: a.n + b.n, mean: (a.mean + b.mean) / 2 }),
      done: ({ mean, n }) => (n === 0 ? null : mean),
    })),
  },
  {
    name: 'a count that begins with one',
    source: 'https://github.com/spotify/scio/issues/729',
    breaks: ['R2', 'R4'],
    subject: aggregate(Item, () => ({
      init: () => 1,
      step: (n: number, _row: Item) => n + 1,
      merge: (a, b) => a + b,
    })),
  },
  {
    name: 'the right side is merged into, and spoilt',
    source: 'https://github.com/apache/beam/issues/20369',
    breaks: ['R6'],
    subject: aggregate(word, () => ({
      init: (): string[] => [],
      step: (all, x: string) => [...all, x],
      merge: (a, b) => {
        b.unshift(...a)
        return b
      },
    })),
  },
  {
    name: 'accumulators of several windows are one',
    source: 'https://github.com/apache/beam/pull/13061',
    breaks: ['R6'],
    subject: aggregate(Item, () => ({
      init: () => new Map<number, number>(),
      step: (counts, { id }: Item) => counts.set(id, (counts.get(id) ?? 0) + 1),
      merge: (a, b) => {
        for (const [id, n] of b) a.set(id, (a.get(id) ?? 0) + n)
        return a
      },
      done: (counts) => [...counts].sort(([a], [b]) => a - b),
    })),
  },
  {
    name: 'sketches are merged in place',
    source: 'https://github.com/apache/beam/pull/9144',
    breaks: ['R6'],
    subject: aggregate(word, () => ({
      init: () => new Uint8Array(8),
      step: (registers, x: string) => {
        const i = x.length % 8
        registers[i] = Math.max(registers[i] as number, x.length)
        return registers
      },
      merge: (a, b) => {
        for (const [i, n] of b.entries()) a[i] = Math.max(a[i] as number, n)
        return a
      },
      done: (registers) => [...registers],
    })),
  },
  {
    name: 'a seed that all folds share',
    source: 'https://github.com/kellyselden/ember-awesome-macros/issues/257',
    breaks: ['R5'],
    subject: aggregate(amount, () => {
      const seed: number[] = []
      return {
        init: () => seed,
        step: (all: number[], x: number) => {
          all.push(x)
          return all
        },
        merge: (a, b) => [...a, ...b],
        done: (all) => all.length,
      }
    }),
  },
  {
    name: 'groups by a shared initial value',
    source: 'https://github.com/ramda/ramda/issues/2754',
    breaks: ['R5', 'R4'],
    subject: aggregate(Item, () => {
      const initial: string[] = []
      return {
        init: () => ({ names: initial }),
        step: (state: { names: string[] }, { name }: Item) => {
          state.names.push(name)
          return state
        },
        merge: (a, b) => ({ names: [...a.names, ...b.names] }),
        done: ({ names }) => names.join(),
      }
    }),
  },
  {
    name: 'the initial accumulator of a reduce with mutation',
    source: 'https://github.com/pedrokehl/caminho/pull/42',
    breaks: ['R5', 'R4'],
    subject: aggregate(amount, () => {
      const seed = { total: 0 }
      return {
        init: () => seed,
        step: (sum: { total: number }, x: number) => {
          sum.total += x + 1
          return sum
        },
        done: ({ total }) => total,
      }
    }),
  },
  {
    name: 'a merge that forgets one of the fields',
    source: 'https://github.com/turi-code/SFrame/pull/111',
    breaks: ['R2', 'R4'],
    subject: aggregate(amount, () => ({
      init: () => ({ n: 0, sum: 0 }),
      step: ({ n, sum }, x: number) => ({ n: n + 1, sum: sum + x }),
      merge: (a, b) => ({ n: a.n + b.n, sum: a.sum }),
      done: ({ n, sum }) => [n, sum],
    })),
  },
  {
    name: 'parallel parts, of which the first is taken',
    source: 'https://github.com/som-shahlab/femr/issues/51',
    breaks: ['R2', 'R4'],
    subject: aggregate(amount, () => ({
      init: () => 0,
      step: (sum: number, x: number) => sum + x,
      merge: (a: number, _b: number) => a,
    })),
  },
  {
    name: 'an empty part is not left out of a variance',
    source: 'https://github.com/elastic/elasticsearch/pull/58640',
    breaks: ['R1', 'R2', 'R4'],
    subject: aggregate(count, () => ({
      init: () => ({ n: 0, mean: 0, m2: 0 }),
      step: ({ n, mean, m2 }, x: number) => {
        const delta = x - mean
        const next = mean + delta / (n + 1)
        return { n: n + 1, mean: next, m2: m2 + delta * (x - next) }
      },
      merge: (a, b) => {
        const delta = b.mean - a.mean
        return {
          n: a.n + b.n,
          mean: a.mean + (delta * b.n) / (a.n + b.n),
          m2: a.m2 + b.m2 + (delta * delta * a.n * b.n) / (a.n + b.n),
        }
      },
      done: ({ n, m2 }) => (n === 0 ? null : Math.round((m2 / n) * 1000)),
    })),
  },
  {
    name: 'the greatest depends on where NaN comes',
    source: 'https://github.com/prestodb/presto/issues/21877',
    breaks: ['R3', 'R4', 'R1'],
    subject: aggregate(
      withNaN,
      () => ({
        init: (): number | null => null,
        step: (most, x: number) => (most === null || x > most ? x : most),
        merge: (a, b) => (a === null ? b : b !== null && b > a ? b : a),
      }),
      commutative,
    ),
  },
  {
    name: 'the least, by comparing with what came before',
    source: 'https://github.com/ClickHouse/ClickHouse/issues/79776',
    breaks: ['R3', 'R4', 'R1'],
    subject: aggregate(
      withNaN,
      () => ({
        init: (): { least?: number } => ({}),
        step: (state, x: number) => (state.least === undefined || x < state.least ? { least: x } : state),
        merge: (a, b) => (a.least === undefined || (b.least !== undefined && b.least < a.least) ? b : a),
        done: ({ least }) => least ?? null,
      }),
      commutative,
    ),
  },
  {
    name: 'the last value, where order means nothing',
    source: 'https://github.com/apache/datafusion/issues/15676',
    breaks: ['R3'],
    subject: aggregate(
      amount,
      () => ({
        init: (): number | null => null,
        step: (_last: number | null, x: number) => x,
        merge: (a, b) => b ?? a,
      }),
      commutative,
    ),
  },
  {
    name: 'the first value, where order means nothing',
    source: 'https://github.com/apache/spark/pull/27099',
    breaks: ['R3'],
    subject: aggregate(
      Item,
      () => ({
        init: (): string | null => null,
        step: (first: string | null, { name }: Item) => first ?? name,
        merge: (a, b) => a ?? b,
      }),
      commutative,
    ),
  },
  {
    name: 'a list of what was collected, in any order',
    source: 'https://github.com/opensearch-project/sql/pull/5719',
    breaks: ['R3'],
    subject: aggregate(
      count,
      () => ({ init: (): number[] => [], step: (all, x: number) => [...all, x], merge: (a, b) => [...a, ...b] }),
      commutative,
    ),
  },
  {
    name: 'a sum of floats, said to be the same in any cut',
    source: 'https://github.com/apache/gluten/issues/8985',
    breaks: ['R1', 'R3', 'R4', 'R11'],
    subject: aggregate(
      measure,
      () => ({ init: () => 0, step: (sum: number, x: number) => sum + x, merge: (a, b) => a + b }),
      commutative,
    ),
  },
  {
    name: 'negative variance by sums of squares',
    source: 'https://github.com/Eventual-Inc/Daft/pull/7486',
    breaks: ['R1', 'R3', 'R4', 'R11'],
    subject: aggregate(
      measure,
      () => ({
        init: () => ({ n: 0, sum: 0, squares: 0 }),
        step: ({ n, sum, squares }, x: number) => ({ n: n + 1, sum: sum + x, squares: squares + x * x }),
        merge: (a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares }),
        done: ({ n, sum, squares }) => (n === 0 ? null : squares / n - (sum / n) ** 2),
      }),
      commutative,
    ),
  },
  {
    name: 'rows are consumed by the fold',
    source: 'https://github.com/YahooArchive/mojito/pull/189',
    breaks: ['R7'],
    subject: aggregate(words, () => ({
      init: () => 0,
      step: (n: number, all: string[]) => n + all.splice(0).length,
      merge: (a, b) => a + b,
    })),
  },
  {
    name: 'a state takes the row for its own',
    source: 'https://github.com/lodash/lodash/issues/3978',
    breaks: ['R7', 'R4'],
    subject: aggregate(fc.dictionary(word, count, { maxKeys: 2 }), () => ({
      init: (): Record<string, number> | null => null,
      step: (state, row: Record<string, number>) => (state === null ? row : Object.assign(state, row)),
      done: (state) => Object.keys(state ?? {}).sort(),
    })),
  },
  {
    name: 'done sorts the state',
    source: 'https://github.com/tkgalk/denofun/issues/28',
    breaks: ['R8'],
    subject: aggregate(amount, () => ({
      init: (): number[] => [],
      step: (all, x: number) => {
        all.push(x)
        return all
      },
      merge: (a, b) => [...a, ...b],
      done: (all) => {
        const first = all[0] ?? null
        return [first, all.sort((a, b) => b - a)[0] ?? null]
      },
    })),
  },
  {
    name: 'done empties the state',
    source: 'https://github.com/speedment/speedment/issues/384',
    breaks: ['R8'],
    subject: aggregate(word, () => ({
      init: (): string[] => [],
      step: (all, x: string) => {
        all.push(x)
        return all
      },
      merge: (a, b) => [...a, ...b],
      done: (all) => all.splice(0).join('|'),
    })),
  },
  {
    name: 'a saved state that forgets a set',
    source: 'https://github.com/stdlib-js/stdlib/issues/519',
    breaks: ['R10'],
    subject: aggregate(count, () => ({
      init: () => new Set<number>(),
      step: (all, x: number) => new Set(all).add(x),
      merge: (a, b) => new Set([...a, ...b]),
      done: (all) => all.size,
      encode: (all) => JSON.stringify(all),
      decode: (text: string) => new Set<number>(Object.values(JSON.parse(text) as Record<string, number>)),
    })),
  },
  {
    name: 'infinity is not saved',
    source: 'https://github.com/philbooth/bfj/issues/64',
    breaks: ['R10'],
    subject: aggregate(amount, () => ({
      init: () => ({ least: Number.POSITIVE_INFINITY }),
      step: ({ least }, x: number) => ({ least: Math.min(least, x) }),
      merge: (a, b) => ({ least: Math.min(a.least, b.least) }),
      done: ({ least }) => least,
      encode: (state) => JSON.stringify(state),
      decode: (text: string) => JSON.parse(text) as { least: number },
    })),
  },
]
