/**
 * Proves the contract of running: a run gives rows or an error and never throws, its report counts everything, options
 * change nothing but what they say, and a sink that was not written to the end is aborted.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { isList } from 'immutable'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { orderOf } from '../../src/plan/tree.ts'
import { anyPlan } from '../arbitrary/plan.ts'
import { inCanonicalOrder } from '../oracle/naive.ts'
import { runs } from '../runs.ts'
import { counted } from './counted-source.ts'

const { pipe } = F
const numbers = F.rows([3, 1, 2])
const odd = pipe(
  numbers,
  F.map((x) => {
    if (x === 1) throw new RangeError('one')
    return x
  }),
)
const bag = pipe(
  F.rows([3, 1, 2]),
  F.groupBy((x) => x, {}),
)
const prints = (rows: Iterable<unknown>): string[] => [...rows].map(fingerprint)

const right = async <R>(
  task: () => Promise<{ readonly _tag: 'Right'; readonly right: R } | { readonly _tag: 'Left' }>,
) => {
  const result = await task()
  if (result._tag === 'Left') throw new Error('left')
  return result.right
}

describe('run', () => {
  test('does nothing until it is called, and again each time', async () => {
    const { dataset, watched } = counted(2)
    const task = F.run(dataset)
    expect(watched.opened).toBe(0)
    await task()
    await task()
    expect(watched.opened).toBe(2)
  })

  test('gives a list of rows, a report, and rejects', async () => {
    const { rows, report, rejects } = await right(F.run(numbers))
    expect(isList(rows)).toBe(true)
    expect(rows.toArray()).toEqual([3, 1, 2])
    expect(isList(rejects) && rejects.isEmpty()).toBe(true)
    expect(report).toMatchObject({ engine: 'compiled', rowsIn: 3, rowsOut: 3, rowsRejected: 0, bytesIn: 0, notes: [] })
    expect(report.milliseconds).toBeGreaterThanOrEqual(0)
    expect(report.peakMemory).toBeGreaterThan(0)
    expect(Object.isFrozen(report) && Object.isFrozen(report.stages) && Object.isFrozen(report.stages[0])).toBe(true)
  })

  test('gives the error on the left, with its place and cause, and never throws', async () => {
    const result = await F.run(odd)()
    expect(result).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'LambdaThrew', code: 'FLOE302', place: { source: 'rows', row: 2 }, cause: new RangeError('one') },
    })
    if (result._tag === 'Left') {
      expect(result.left.place.stage).toMatch(/^map \(x\) => /)
      expect(result.left.message).toContain('RangeError: one')
      expect(F.isFloeError(result.left)).toBe(true)
    }
  })

  test.each([
    [{ onError: 'skip' }],
    [{ order: 'random' }],
    [{ memory: '3 apples' }],
    [{ memory: '256' }],
    [{ workers: 0 }],
    [{ workers: 1.5 }],
  ])('refuses options that make no sense: %o', async (options) => {
    const { dataset, watched } = counted(1)
    const result = await F.run(dataset, options as F.RunOptions)()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidArgument' } })
    if (result._tag === 'Left') expect(result.left.summary).toContain(Object.keys(options)[0])
    expect(watched.opened).toBe(0)
    await expect(F.toList(dataset, options as F.RunOptions)).rejects.toBeInstanceOf(F.FloeError)
    await expect(F.stream(dataset, options as F.RunOptions).next()).rejects.toBeInstanceOf(F.FloeError)
  })

  test('lose no rejected row: toList, stream and write want to know where it goes', async () => {
    const options = { onError: 'reject' } as unknown as F.RowOptions
    const message = 'lose the rows that it rejects'
    await expect(F.toList(numbers, options)).rejects.toThrow(`toList would ${message}`)
    await expect(F.stream(numbers, options).next()).rejects.toThrow(`stream would ${message}`)
    await expect(F.write(numbers, remembering().sink, options)).rejects.toThrow(`write would ${message}`)
    // @ts-expect-error toList gives rows alone
    await expect(F.toList(numbers, { onError: 'reject' })).rejects.toBeInstanceOf(F.FloeError)
    expect((await F.toList(numbers, { onError: 'reject', onReject: () => {} })).size).toBe(3)
  })

  test('says in its report what was asked for and cannot be had', async () => {
    const { report } = await right(F.run(numbers, { engine: F.reference, memory: '1MB', workers: 2 }))
    expect(report.notes).toEqual([expect.stringMatching(/^memory: 1MB/), expect.stringMatching(/^workers: 2/)])
    expect((await right(F.run(numbers, { workers: 'auto', memory: '0.5 GB' }))).report.notes).toHaveLength(1)
  })

  test('tells of a bug in an engine as one, on the left', async () => {
    const engine: F.Engine = {
      name: 'broken',
      cannot: {},
      execute: (outputs) =>
        outputs.map(async function* () {
          yield [1]
          throw new TypeError('undefined is not a function')
        }),
    }
    const result = await F.run(numbers, { engine })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'Defect', code: 'FLOE900' } })
  })
})

describe('the report', () => {
  test('has a stage for each node, inputs first, and counts that add up', () =>
    fc.assert(
      fc.asyncProperty(anyPlan({ failing: true }), async ({ dataset }) => {
        const { rows, report, rejects } = await right(F.run(dataset, { onError: 'reject' }))
        const { stages } = report
        expect(report.rowsOut).toBe(rows.size)
        expect(stages.at(-1)?.rowsOut).toBe(rows.size)
        expect(report.rowsRejected).toBe(rejects.size)
        expect(report.rowsIn).toBe(stages.filter((s) => s.kind === 'source').reduce((n, s) => n + s.rowsIn, 0))
        for (const [i, stage] of stages.entries()) {
          for (const input of stage.inputs) expect(input).toBeLessThan(i)
          expect(stage.milliseconds).toBeGreaterThanOrEqual(0)
          if (stage.kind === 'source') continue
          expect(stage.rowsIn).toBe(stage.inputs.reduce((n, input) => n + (stages[input]?.rowsOut ?? Number.NaN), 0))
          if (['filter', 'filterMap', 'distinct', 'take', 'drop'].includes(stage.kind))
            expect(stage.rowsOut + stage.rowsRejected).toBeLessThanOrEqual(stage.rowsIn)
          if (stage.kind === 'concat') expect(stage.rowsOut).toBe(stage.rowsIn)
        }
      }),
      { numRuns: runs(200) },
    ))

  test('counts the time of a stage once, however many batches come of it', async () => {
    const everyNumber = pipe(
      F.rows(Array.from({ length: 60_000 }, (_, i) => i)),
      F.groupBy((n) => n, { n: A.count() }),
    )
    const { report } = await right(F.run(everyNumber, { order: 'any' }))
    for (const { milliseconds } of report.stages) expect(milliseconds).toBeLessThanOrEqual(report.milliseconds)
  })

  test('counts the bytes that sources read', async () => {
    const { dataset } = counted(5)
    expect((await right(F.run(dataset))).report.bytesIn).toBe(40)
  })
})

describe('rejects', () => {
  test('are gathered, in the order in which they happened', async () => {
    const { rows, rejects } = await right(
      F.run(
        pipe(
          F.rows([0, 1, 2, 1]),
          F.concat(numbers),
          F.map((x) => {
            if (x === 1) throw x
            return x
          }),
        ),
        { onError: 'reject' },
      ),
    )
    expect(rows.toArray()).toEqual([0, 2, 3, 2])
    expect(rejects.map((e) => e.place.row).toArray()).toEqual([2, 4, 2])
  })

  test('go to onReject instead, as they come', async () => {
    const seen: F.RunError[] = []
    const { rejects, report } = await right(F.run(odd, { onError: 'reject', onReject: (e) => seen.push(e) }))
    expect(rejects.size).toBe(0)
    expect(report.rowsRejected).toBe(1)
    expect(seen).toMatchObject([{ _tag: 'LambdaThrew', place: { row: 2 } }])
  })

  test.each([
    ['a string', 'no'],
    ['nothing', undefined],
    ['what cannot be printed', Object.create(null)],
    ['a symbol', Symbol('s')],
    ['null', null],
  ])('tell of whatever is thrown: %s', async (_, thrown) => {
    const { rejects } = await right(
      F.run(
        pipe(
          numbers,
          F.map(() => {
            throw thrown
          }),
        ),
        { onError: 'reject' },
      ),
    )
    expect(rejects.size).toBe(3)
    expect(rejects.first()).toMatchObject({ _tag: 'LambdaThrew', place: { row: 1 } })
  })

  test('are none where the whole run must fail: a source that breaks off', async () => {
    const { dataset } = counted(5, { throwAt: 3 })
    expect(await F.run(dataset, { onError: 'reject' })()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'SourceUnreadable' },
    })
  })
})

describe('order', () => {
  test('of a bag in memory is canonical, unless any will do', () =>
    fc.assert(
      fc.asyncProperty(anyPlan(), async ({ dataset }) => {
        fc.pre(orderOf(dataset.plan) === 'bag')
        const canonical = await F.toList(dataset)
        const any = await F.toList(dataset, { order: 'any' })
        expect(prints(canonical)).toEqual(prints(inCanonicalOrder(canonical.toArray())))
        expect(prints(any).sort()).toEqual(prints(canonical).sort())
      }),
      { numRuns: runs(200) },
    ))

  test('any is really as it comes', async () => {
    expect((await F.toList(bag, { order: 'any' })).map((g) => g.key).toArray()).toEqual([3, 1, 2])
    expect((await F.toList(bag)).map((g) => g.key).toArray()).toEqual([1, 2, 3])
  })

  test('of a sequence is left alone', async () => {
    for (const order of ['canonical', 'any'] as const)
      expect((await F.toList(numbers, { order })).toArray()).toEqual([3, 1, 2])
  })
})

describe('progress', () => {
  test('never goes back, and ends at what was read', async () => {
    const { dataset } = counted(50, { perBatch: 7 })
    const seen: F.Progress[] = []
    await F.toList(
      pipe(
        dataset,
        F.sortBy((x) => -x),
      ),
      { onProgress: (p) => seen.push(p) },
    )
    expect(seen.length).toBeGreaterThan(5)
    for (const [i, { rows, bytes }] of seen.entries()) {
      expect(rows).toBeGreaterThanOrEqual(seen[i - 1]?.rows ?? 0)
      expect(bytes).toBeGreaterThanOrEqual(seen[i - 1]?.bytes ?? 0)
    }
    expect(seen.at(-1)).toEqual({ rows: 50, bytes: 400, totalRows: 50, totalBytes: 400 })
  })

  test('does not claim totals that are not known', async () => {
    const seen: F.Progress[] = []
    const unknown = F.rows({ [Symbol.iterator]: () => [1, 2].values() })
    await F.toList(pipe(numbers, F.concat(unknown)), { onProgress: (p) => seen.push(p) })
    expect(seen.at(-1)).toEqual({ rows: 5, bytes: 0 })
  })

  test('changes nothing of the answer', async () => {
    expect((await F.toList(numbers, { onProgress: () => {} })).toArray()).toEqual([3, 1, 2])
  })
})

describe('stream', () => {
  test('gives the rows of toList, in batches, none of them empty', async () => {
    const { dataset } = counted(2500, { perBatch: 333 })
    const sizes: number[] = []
    let last = 0
    for await (const batch of F.stream(dataset)) {
      sizes.push(batch.length)
      for (const row of batch) expect(row).toBe(++last)
    }
    expect(last).toBe(2500)
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.min(...sizes)).toBeGreaterThan(0)
  })

  test('gives all rows before an error, and then the error', async () => {
    const rows: number[] = []
    const read = async () => {
      for await (const batch of F.stream(odd)) rows.push(...batch)
    }
    await expect(read()).rejects.toMatchObject({ _tag: 'LambdaThrew', place: { row: 2 } })
    expect(rows).toEqual([3])
  })

  test('gives a bag in canonical order when asked to', async () => {
    const keys: number[] = []
    for await (const batch of F.stream(bag, { order: 'canonical' })) keys.push(...batch.map((g) => g.key))
    expect(keys).toEqual([1, 2, 3])
  })

  test('of no rows gives no batch', async () => {
    for await (const batch of F.stream(F.rows([]))) expect.unreachable(`${batch.length}`)
  })
})

/** A sink that remembers what was done to it. */
const remembering = (failAt: 'open' | 'write' | 'close' | 'abort' | 'never' = 'never') => {
  const done: string[] = []
  const rows: unknown[] = []
  const act = (what: string): void => {
    done.push(what)
    if (what === failAt) throw new F.FloeError('SinkFailed', { message: `cannot ${what}` })
  }
  const sink: F.Sink<unknown> = {
    format: 'memory',
    name: 'memory',
    open: async () => {
      act('open')
      return {
        write: async (batch) => {
          act('write')
          rows.push(...batch)
        },
        close: async () => act('close'),
        abort: async () => act('abort'),
      }
    },
  }
  return { sink, done, rows }
}

describe('write', () => {
  test('writes the rows in order, closes, and gives the report', async () => {
    const { sink, done, rows } = remembering()
    const report = await F.write(numbers, sink)
    expect(rows).toEqual([3, 1, 2])
    expect(done).toEqual(['open', 'write', 'close'])
    expect(report).toMatchObject({ rowsIn: 3, rowsOut: 3 })
  })

  test('of no rows leaves an empty, closed sink', async () => {
    const { sink, done, rows } = remembering()
    await F.write(F.rows([]), sink)
    expect([rows, done]).toEqual([[], ['open', 'close']])
  })

  test('writes a bag as it comes, or in canonical order', async () => {
    const any = remembering()
    await F.write(bag, any.sink)
    const canonical = remembering()
    await F.write(bag, canonical.sink, { order: 'canonical' })
    expect(any.rows).toEqual([{ key: 3 }, { key: 1 }, { key: 2 }])
    expect(canonical.rows).toEqual([{ key: 1 }, { key: 2 }, { key: 3 }])
  })

  test('aborts the sink, and closes nothing, when the plan fails', async () => {
    const { sink, done } = remembering()
    await expect(F.write(odd, sink)).rejects.toMatchObject({ _tag: 'LambdaThrew' })
    expect(done.at(-1)).toBe('abort')
    expect(done).not.toContain('close')
  })

  test('aborts the sink when it is cancelled', async () => {
    const { sink, done } = remembering()
    const controller = new AbortController()
    const { dataset, watched } = counted(9, { onAsk: (batch) => batch === 2 && controller.abort() })
    await expect(F.write(dataset, sink, { signal: controller.signal })).rejects.toMatchObject({ _tag: 'Cancelled' })
    expect(done.at(-1)).toBe('abort')
    expect(watched.released).toBe(1)
  })

  test('aborts the sink that cannot be written to, and releases the source', async () => {
    const { sink, done } = remembering('write')
    const { dataset, watched } = counted(5000, { perBatch: 100 })
    await expect(F.write(dataset, sink)).rejects.toMatchObject({ _tag: 'SinkFailed', summary: 'cannot write' })
    expect(done).toEqual(['open', 'write', 'abort'])
    expect(watched.released).toBe(1)
  })

  test('reads nothing when the sink cannot be opened', async () => {
    const { dataset, watched } = counted(3)
    await expect(F.write(dataset, remembering('open').sink)).rejects.toMatchObject({ summary: 'cannot open' })
    expect(watched.opened).toBe(0)
  })

  test('tells why the plan failed even when the sink cannot be aborted', async () => {
    await expect(F.write(odd, remembering('abort').sink)).rejects.toMatchObject({ _tag: 'LambdaThrew' })
  })

  test('by run gives the rows to the sink only', async () => {
    const { sink, rows } = remembering()
    const result = await right(F.run(numbers, { to: sink as F.Sink<never> }))
    expect(result.rows.isEmpty()).toBe(true)
    expect(rows).toEqual([3, 1, 2])
    expect(result.report.rowsOut).toBe(3)
  })
})

describe('what comes without types', () => {
  const messages: readonly (readonly [string, () => unknown, string])[] = [
    ['take', () => F.take(-1), 'take was given -1'],
    ['drop', () => F.drop(1.5), 'drop was given 1.5'],
    ['sortBy', () => F.sortBy(), 'sortBy was given no key'],
    ['join', () => F.join(numbers, { left: () => 1, right: () => 1, how: 'outer' as 'inner' }), "how: 'outer'"],
    ['aggregate', () => F.aggregate({ n: A.count as never }), 'as n'],
    ['groupBy', () => F.groupBy(() => 1, { key: A.count() } as never), 'named key'],
    ['rows', () => F.rows([1].values()), 'iterator'],
    ['take of a bag', () => F.take(1)(bag as never), 'groupBy is a bag'],
  ]
  test.each(messages)('%s is told what is wrong when the plan is built', (_, build, message) => {
    expect(build).toThrow(F.FloeError)
    expect(build).toThrow(message)
  })
})
