/**
 * Proves that several outputs over one reading give what each gives by itself, that what they share is read once, and that
 * neither errors nor sinks depend on which of them is faster.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { printReport } from 'floe/inspect'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { share } from '../../src/concurrent/share.ts'
import { identical } from '../../src/data/identical.ts'
import { anyPlan } from '../arbitrary/plan.ts'
import { engines } from '../engines.ts'

/** A source that tells how often it was opened and closed, how many batches were asked for, and may fail. */
const watchedSource = (batches: number, failAt = Number.POSITIVE_INFINITY) => {
  const seen = { opened: 0, closed: 0, batches: 0 }
  const open = async function* (): AsyncGenerator<F.Batch> {
    seen.opened++
    try {
      for (let i = 0; i < batches; i++) {
        seen.batches++
        if (i === failAt) throw new Error('gone')
        const rows = [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3]
        yield { rows, errors: new Map(), where: (at) => ({ source: 'watched', row: 4 * i + at + 1 }), bytes: 10 }
      }
    } finally {
      seen.closed++
    }
  }
  const source: F.Source = {
    format: 'watched',
    name: 'numbers',
    details: '',
    schema: { kind: 'number' },
    open,
    size: async () => ({}),
  }
  return { rows: F.fromSource<number>(source), seen }
}

const right = <A>(result: E.Either<F.RunError, A>): A => {
  if (E.isLeft(result)) throw result.left
  return result.right
}

describe.each(engines.map((engine) => [engine.name, engine] as const))('on %s', (_, engine) => {
  test('each output is what it is by itself, whatever they share', () =>
    fc.assert(
      fc.asyncProperty(
        anyPlan({ failing: true, maxStages: 4 }),
        fc.nat({ max: 4 }),
        async ({ dataset: shared }, count) => {
          const outputs = {
            all: shared,
            some: F.pipe(
              shared,
              F.filter((row) => typeof row === 'object'),
            ),
            few: F.pipe(
              shared,
              F.sortBy((row) => row),
              F.take(count),
            ),
            groups: F.pipe(
              shared,
              F.groupBy((row) => typeof row, { n: A.count() }),
            ),
            self: F.pipe(shared, F.join(shared, { left: (row) => row, right: (row) => row, how: 'semi' })),
            twice: F.pipe(shared, F.concat(shared)),
            again: shared,
          }
          const options = { engine, onError: 'reject' } as const
          const { rows } = right(await F.runAll(outputs, options)())
          for (const [name, dataset] of Object.entries(outputs)) {
            const alone = right(await F.run(dataset, options)())
            const together = rows[name as keyof typeof outputs]
            expect(identical(together, alone.rows), `${name}: ${together} is not ${alone.rows}`).toBe(true)
          }
        },
      ),
    ))

  test('what is shared is read once, worked on once and rejected once', async () => {
    const { rows, seen } = watchedSource(3)
    const calls: number[] = []
    const shared = F.pipe(
      rows,
      F.map((n) => {
        calls.push(n)
        if (n === 5) throw new Error('five')
        return n
      }),
    )
    const {
      rows: results,
      report,
      rejects,
    } = right(
      await F.runAll(
        {
          even: F.pipe(
            shared,
            F.filter((n) => n % 2 === 0),
          ),
          sum: F.pipe(shared, F.aggregate({ sum: A.sum((n) => n) })),
        },
        { engine, onError: 'reject' },
      )(),
    )
    expect(results.even.toArray()).toEqual([0, 2, 4, 6, 8, 10])
    expect(results.sum.toArray()).toEqual([{ sum: 61 }])
    expect(calls).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(seen).toEqual({ opened: 1, closed: 1, batches: 3 })
    expect(rejects.map((error) => error.place.row).toArray()).toEqual([6])
    expect(report).toMatchObject({ rowsIn: 12, rowsOut: 7, rowsRejected: 1, bytesIn: 30 })
    expect(report.stages.map(({ kind, rowsIn, rowsOut, output }) => [kind, rowsIn, rowsOut, output])).toEqual([
      ['source', 12, 12, undefined],
      ['map', 12, 11, undefined],
      ['filter', 11, 6, 'even'],
      ['aggregate', 11, 1, 'sum'],
    ])
    expect(printReport(report).split('\n').slice(2, 6)).toEqual([
      expect.stringMatching(/^1 {5}source watched numbers /),
      expect.stringMatching(/^2 {5}map \(n\) => /),
      expect.stringMatching(/^3 {5}filter \(n\) => n % 2 === 0 → even /),
      expect.stringMatching(/^4 ← 2 aggregate \{ sum: sum \(n\) => n \} → sum /),
    ])
  })

  test('a source is left as soon as no output wants more, also by one that never began', async () => {
    const { rows, seen } = watchedSource(100)
    const first = F.pipe(rows, F.take(2))
    const none = F.pipe(rows, F.take(0))
    const second = F.pipe(
      rows,
      F.filter((n) => n > 4),
      F.take(1),
    )
    const results = right(await F.runAll({ first, none, second }, { engine })()).rows
    expect([results.first, results.none, results.second].map((list) => list.toArray())).toEqual([[0, 1], [], [5]])
    expect(seen).toMatchObject({ opened: 1, closed: 1 })
    expect(seen.batches).toBeLessThan(5)
  })

  test('sides that are joined in opposite orders wait for nobody', async () => {
    const a = watchedSource(3).rows
    const b = watchedSource(2).rows
    const on = { left: (n: number) => n, right: (n: number) => n, how: 'semi' } as const
    const results = right(await F.runAll({ ab: F.pipe(a, F.join(b, on)), ba: F.pipe(b, F.join(a, on)) }, { engine })())
    expect(results.rows.ab.toArray()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(results.rows.ba.toArray()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('of several errors that of the first output is told, however late it comes', async () => {
    const { rows, seen } = watchedSource(50)
    const failing = (at: number) =>
      F.pipe(
        rows,
        F.map((n) => {
          if (n === at) throw new Error(`at ${at}`)
          return n
        }),
      )
    const late = await F.runAll({ late: failing(150), early: failing(3) }, { engine })()
    expect(late).toMatchObject({ _tag: 'Left', left: { message: expect.stringContaining('at 150') } })
    expect(seen).toMatchObject({ opened: 1, closed: 1 })
    const early = await F.runAll({ early: failing(3), late: failing(150) }, { engine })()
    expect(early).toMatchObject({ _tag: 'Left', left: { message: expect.stringContaining('at 3') } })
    // Once the answer is known, the others are called off.
    expect(seen.batches).toBeLessThan(80)
    expect(seen).toMatchObject({ opened: 2, closed: 2 })
  })

  test('a source that fails fails all, and is closed', async () => {
    const { rows, seen } = watchedSource(10, 2)
    const result = await F.runAll({ a: rows, b: F.pipe(rows, F.distinct()) }, { engine })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'SourceUnreadable' } })
    expect(seen).toEqual({ opened: 1, closed: 1, batches: 3 })
  })

  describe('sinks', () => {
    const sinkInto = (log: string[], name: string, failAt?: 'open' | 'write' | 'close'): F.Sink<unknown> => {
      const act = async (what: string) => {
        log.push(`${what} ${name}`)
        if (what === failAt) throw new Error(`no ${what}`)
      }
      const writer = { write: () => act('write'), close: () => act('close'), abort: () => act('abort') }
      return { format: 'log', name, open: async () => act('open').then(() => writer) }
    }
    const numbers = F.rows([1, 2])

    test('take their rows, and nothing is published before all is written', async () => {
      const log: string[] = []
      const to = { a: sinkInto(log, 'a'), b: sinkInto(log, 'b') }
      const { rows, report } = right(await F.runAll({ a: numbers, b: numbers, c: numbers }, { engine, to })())
      expect([rows.a.size, rows.b.size, rows.c.size]).toEqual([0, 0, 2])
      expect(report.rowsOut).toBe(6)
      expect(log.slice(-2)).toEqual(['close a', 'close b'])
      expect(log.slice(0, -2).sort()).toEqual(['open a', 'open b', 'write a', 'write b'])
    })

    test.each(['open', 'write'] as const)('none is there when %s fails in one', async (failAt) => {
      const log: string[] = []
      const to = { a: sinkInto(log, 'a'), b: sinkInto(log, 'b', failAt) }
      const result = await F.runAll({ a: numbers, b: numbers }, { engine, to })()
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'SinkFailed' } })
      expect(log.filter((line) => line.startsWith('close'))).toEqual([])
      expect(log.filter((line) => line.startsWith('abort')).sort()).toEqual(
        failAt === 'open' ? ['abort a'] : ['abort a', 'abort b'],
      )
    })

    test('one that cannot be closed, and those after it, are aborted', async () => {
      const log: string[] = []
      const to = { a: sinkInto(log, 'a'), b: sinkInto(log, 'b', 'close'), c: sinkInto(log, 'c') }
      const result = await F.runAll({ a: numbers, b: numbers, c: numbers }, { engine, to })()
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'SinkFailed' } })
      expect(log.slice(-4)).toEqual(['close a', 'close b', 'abort b', 'abort c'])
    })
  })

  test('rejects come in the order of the stages', async () => {
    const loud = (name: string) =>
      F.map((n: number) => {
        if (n % 2 === 1) throw new Error(`${name} ${n}`)
        return n
      })
    const numbers = F.rows([1, 2, 3])
    const outputs = { b: F.pipe(numbers, loud('b')), a: F.pipe(numbers, loud('a')) }
    const { rejects } = right(await F.runAll(outputs, { engine, onError: 'reject' })())
    expect(rejects.map((error) => error.summary.replace(/.*Error: /, '')).toArray()).toEqual([
      'b 1',
      'b 3',
      'a 1',
      'a 3',
    ])
  })

  test('a signal ends them all', async () => {
    const { rows } = watchedSource(10)
    const result = await F.runAll({ a: rows, b: rows }, { engine, signal: AbortSignal.abort() })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'Cancelled' } })
  })
})

describe('sharing', () => {
  const numbers = async function* (count: number): AsyncGenerator<number> {
    for (let n = 0; n < count; n++) yield n
  }

  test('gives every reader every item, in whatever order they pull', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: 10 }), fc.array(fc.nat({ max: 2 }), { maxLength: 60 }), async (count, turns) => {
        const { readers } = share(numbers(count), 3)
        const seen: number[][] = [[], [], []]
        const pull = async (i: number): Promise<boolean> => {
          const next = await (readers[i] as AsyncIterator<number>).next()
          if (next.done !== true) seen[i]?.push(next.value)
          return next.done === true
        }
        await Promise.all(turns.map(pull))
        for (const i of [0, 1, 2]) while (!(await pull(i)));
        const all = Array.from({ length: count }, (_, n) => n)
        expect(seen).toEqual([all, all, all])
      }),
    ))
})

test('what is no dataset, and a sink for no output, are refused', () => {
  const numbers = F.rows([1])
  expect(() => F.runAll({ a: [1] as unknown as F.Bag<number> })).toThrow(
    'runAll was given [1] as a, and takes datasets',
  )
  const to = { b: { format: '', name: '', open: async () => ({}) } } as never
  expect(() => F.runAll({ a: numbers }, { to })).toThrow(
    "runAll was given a sink for 'b', which is none of its outputs",
  )
})

test('the rows of each output have its type', async () => {
  const numbers = F.rows([1, 2])
  const result = right(await F.runAll({ numbers, texts: F.pipe(numbers, F.map(String)) })())
  expectTypeOf(result.rows.numbers.first()).toEqualTypeOf<number | undefined>()
  expectTypeOf(result.rows.texts.first()).toEqualTypeOf<string | undefined>()
})
