/**
 * Proves what a run tells of itself: it begins and ends once, its counts are those of the report, every event is frozen and plain, and a
 * subscriber that throws ends the run under its own name, with nothing published.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { anyPlan } from '../arbitrary/plan.ts'
import { engines } from '../engines.ts'
import { runs } from '../runs.ts'

const inverse = F.map((n: number) => Number(12n / BigInt(n)))
const kindsOf = (events: readonly F.RunEvent[]): readonly string[] => events.map(({ kind }) => kind)
const sink = (state: { ended: string }): F.Sink<unknown> => ({
  format: 'nothing',
  name: 'nothing',
  open: async () => ({
    write: async () => {},
    close: async () => {
      state.ended = 'closed'
    },
    abort: async () => {
      state.ended = 'aborted'
    },
  }),
})

const isFrozenAndPlain = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every((item) => isFrozenAndPlain(item)))

describe.each(engines)('$name', (engine) => {
  test('what random plans tell adds up, and changes nothing', () =>
    fc.assert(
      fc.asyncProperty(anyPlan({ failing: true }), fc.constantFrom('fail', 'reject'), async ({ dataset }, onError) => {
        const events: F.RunEvent[] = []
        const silent = await F.run(dataset, { engine, onError })()
        const told = await F.run(dataset, { engine, onError, onEvent: (event) => events.push(event) })()
        expect(told._tag).toBe(silent._tag)
        const [first, ...rest] = events
        const last = rest.pop()
        expect([first?.kind, last?.kind]).toEqual(['start', 'end'])
        expect(kindsOf(rest).filter((kind) => kind === 'start' || kind === 'end')).toEqual([])
        expect(events.every(isFrozenAndPlain)).toBe(true)
        expect(events.map(({ milliseconds }) => milliseconds)).toEqual(
          events.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
        )
        if (told._tag === 'Left') {
          expect(last).toMatchObject({ error: { code: told.left.code, message: told.left.summary } })
          return
        }
        const { report, rejects, rows } = told.right
        expect(last).toMatchObject({ report })
        expect(first).toMatchObject({ engine: engine.name, stages: report.stages.map(({ text }) => text) })
        const batches = rest.flatMap((event) => (event.kind === 'batch' ? [event.rows] : []))
        expect(batches.reduce((sum, n) => sum + n, 0)).toBe(rows.size)
        expect(rest.flatMap((event) => (event.kind === 'reject' ? [event.reject] : []))).toEqual(
          rejects.toArray().map(F.rejectOf),
        )
      }),
      { numRuns: runs(60) },
    ))

  test.each(['start', 'batch', 'reject', 'progress'])('a subscriber that throws at %s ends the run', async (kind) => {
    const state = { ended: 'not opened' }
    const seen: string[] = []
    const onEvent = (event: F.RunEvent): void => {
      seen.push(event.kind)
      if (event.kind === kind) throw new Error('enough')
    }
    const plan = F.pipe(F.rows([4, 0, 3]), inverse)
    const result = await F.run(plan, { engine, onError: 'reject', onEvent, to: sink(state) })()
    expect(result).toMatchObject({
      left: { _tag: 'LambdaThrew', summary: 'onEvent threw Error: enough', place: { stage: 'onEvent' } },
    })
    expect(seen.filter((one) => one === kind).length).toBe(1)
    expect(seen).not.toContain('end')
    expect(state.ended).not.toBe('closed')
  })

  test('tasks that are tried again', async () => {
    const tries = new Map<number, number>()
    const flaky = (n: number) => async () => {
      const tried = (tries.get(n) ?? 0) + 1
      tries.set(n, tried)
      return tried < n ? { _tag: 'Left' as const, left: `no ${n}` } : { _tag: 'Right' as const, right: n }
    }
    const plan = F.pipe(F.rows([1, 3]), F.mapAsync(flaky, { concurrency: 1, retry: { times: 5, delay: 0 } }))
    const events: F.RunEvent[] = []
    await F.toList(plan, { engine, onEvent: (event) => events.push(event) })
    expect(events.filter(({ kind }) => kind === 'retry')).toEqual([
      expect.objectContaining({ of: 'task', again: 1, reason: "the task failed: 'no 3'" }),
      expect.objectContaining({ of: 'task', again: 2, stage: expect.stringMatching(/^mapAsync /) }),
    ])
  })
})

test('rows that are put aside', async () => {
  const events: F.RunEvent[] = []
  const rows = F.pipe(
    F.range(0, 20_000),
    F.map((n) => ({ n: (n * 7919) % 20_011, text: `row ${n}` })),
    F.sortBy(({ n }) => n),
  )
  await F.toList(rows, { memory: '200kB', onEvent: (event) => events.push(event) })
  const spilt = events.flatMap((event) => (event.kind === 'spill' ? [event.bytes] : []))
  expect(spilt.length).toBeGreaterThan(1)
  expect(spilt.slice(1).every((bytes, i) => bytes >= 2 * (spilt[i] as number))).toBe(true)
})

test('several outputs are named', async () => {
  const events: F.RunEvent[] = []
  const one = F.rows([1, 2])
  await F.runAll({ one, two: F.pipe(one, F.take(1)) }, { onEvent: (event) => events.push(event) })()
  const batches = events.flatMap((event) => (event.kind === 'batch' ? [[event.output, event.rows]] : []))
  expect(batches).toEqual(
    expect.arrayContaining([
      ['one', 2],
      ['two', 1],
    ]),
  )
})

test('a stream tells none, and a subscriber is a function', async () => {
  await expect(F.stream(F.rows([1]), { onEvent: () => {} }).next()).rejects.toThrow('stream tells no events')
  const result = await F.run(F.rows([1]), { onEvent: 'log' as never })()
  expect(result).toMatchObject({ left: { summary: "onEvent is 'log'" } })
})
