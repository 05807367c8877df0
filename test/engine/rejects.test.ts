/**
 * Proves that rejected rows add up: they are in the sink, the callback or the result, each once, and rows in are rows out and rows
 * rejected; and that a bound on them ends a run at the same row with the same words on every engine, whatever the batches.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { mostOf } from '../../src/engine/most-rejects.ts'
import { dataset } from '../../src/plan/dataset.ts'
import { withBatches } from '../conformance/in-batches.ts'
import { engines } from '../engines.ts'
import { runs } from '../runs.ts'

const inverse = F.map((n: number) => Number(12n / BigInt(n)))

/** A sink that keeps what it is given, and says what became of it. */
const gathering = <A>(fails?: 'open' | 'write' | 'close') => {
  const rows: A[] = []
  const state = { ended: 'not opened' }
  const boom = (where: typeof fails): void => {
    if (fails === where) throw new Error(`no ${where}`)
  }
  const sink: F.Sink<A> = {
    format: 'array',
    name: 'gathered',
    open: async () => {
      boom('open')
      state.ended = 'open'
      return {
        write: async (some) => {
          boom('write')
          rows.push(...some)
        },
        close: async () => {
          boom('close')
          state.ended = 'closed'
        },
        abort: async () => {
          state.ended = 'aborted'
        },
      }
    },
  }
  return { sink, rows, state }
}

const few = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 })

describe.each(engines)('$name', (engine) => {
  test('rows in are rows out and rows rejected, each of which is in the sink once', () =>
    fc.assert(
      fc.asyncProperty(few, fc.constantFrom(1, 2, 7, 1024), async (given, size) => {
        const plan = F.pipe(F.rows(given), F.rejecting(inverse))
        const rows = dataset<number, 'sequence'>(withBatches(plan.plan, { size, bad: 0, asColumns: false }))
        const rejects = gathering<F.Reject>()
        const out = gathering<number>()
        const seen: F.RunError[] = []
        const report = await F.write(rows, out.sink, {
          engine,
          rejects: rejects.sink,
          onReject: (error) => seen.push(error),
        })
        const bad = given.filter((n) => n === 0).length
        expect([report.rowsIn, report.rowsOut, report.rowsRejected]).toEqual([given.length, given.length - bad, bad])
        expect(out.rows.length).toBe(given.length - bad)
        expect(rejects.rows).toEqual(seen.map(F.rejectOf))
        expect(rejects.rows.map(({ row, raw }) => [row, raw])).toEqual(
          given.flatMap((n, i) => (n === 0 ? [[i + 1, '0']] : [])),
        )
        expect([out.state.ended, rejects.state.ended]).toEqual(['closed', 'closed'])
      }),
      { numRuns: runs(60) },
    ))

  test('the first row beyond the bound ends the run, and the rejects so far are there', () =>
    fc.assert(
      fc.asyncProperty(few, fc.integer({ min: 0, max: 5 }), fc.constantFrom(1, 3, 1024), async (given, most, size) => {
        const plan = F.pipe(F.rows(given), inverse)
        const rows = dataset<number, 'sequence'>(withBatches(plan.plan, { size, bad: 0, asColumns: false }))
        const rejects = gathering<F.Reject>()
        const out = gathering<number>()
        const options = { engine, onError: 'reject', maxRejects: most, rejects: rejects.sink, to: out.sink } as const
        const result = await F.run(rows, options)()
        const bad = given.flatMap((n, i) => (n === 0 ? [i + 1] : []))
        if (bad.length <= most) {
          expect(result._tag).toBe('Right')
          return
        }
        expect(result).toMatchObject({
          left: {
            code: 'FLOE305',
            summary: `${most + 1} ${most === 0 ? 'row was' : 'rows were'} rejected, and maxRejects is ${most}`,
            place: { row: bad[most] },
          },
        })
        expect(rejects.rows.map(({ row }) => row)).toEqual(bad.slice(0, most + 1))
        expect([out.state.ended, rejects.state.ended]).toEqual(['aborted', 'closed'])
      }),
      { numRuns: runs(60) },
    ))

  test('a share is judged by all rows', () =>
    fc.assert(
      fc.asyncProperty(few, fc.integer({ min: 0, max: 100 }), async (given, percent) => {
        const out = gathering<number>()
        const options = { engine, onError: 'reject', maxRejects: `${percent}%`, to: out.sink } as const
        const result = await F.run(F.pipe(F.rows(given), inverse), options)()
        const bad = given.filter((n) => n === 0).length
        if (bad * 100 <= percent * given.length) expect([result._tag, out.state.ended]).toEqual(['Right', 'closed'])
        else
          expect([result, out.state.ended]).toMatchObject([
            { left: { summary: expect.stringContaining(`rejected of ${given.length}, and maxRejects`) } },
            'aborted',
          ])
      }),
      { numRuns: runs(60) },
    ))

  test('a stream ends with the error, after the rows before', async () => {
    const got: number[] = []
    const streaming = async () => {
      const plan = F.pipe(F.rows([1, 0, 2, 0, 3]), inverse)
      for await (const batch of F.stream(plan, { engine, onError: 'reject', onReject: () => {}, maxRejects: 1 }))
        got.push(...batch)
    }
    await expect(streaming()).rejects.toThrow('FLOE305 TooManyRejects: 2 rows were rejected, and maxRejects is 1')
    expect(got).toEqual([12, 6])
  })

  test.each(['open', 'write', 'close'] as const)('a sink for rejects that fails at %s fails the run', async (where) => {
    const rejects = gathering<F.Reject>(where)
    const out = gathering<number>()
    const plan = F.pipe(F.rows([1, 0, 2]), inverse)
    const result = await F.run(plan, { engine, onError: 'reject', rejects: rejects.sink, to: out.sink })()
    expect(result).toMatchObject({ left: { _tag: 'SinkFailed', summary: expect.stringContaining(`no ${where}`) } })
    // What was published before cannot be taken back.
    if (where !== 'close') expect(out.state.ended).not.toBe('closed')
    expect(rejects.state.ended).toBe(where === 'open' ? 'not opened' : 'aborted')
  })

  test('rejects of a run that fails for another reason are not there', async () => {
    const rejects = gathering<F.Reject>()
    const plan = F.pipe(
      F.rows([1, 0, 2]),
      F.rejecting(inverse),
      F.map((n) => 1n / BigInt(n - 6)),
    )
    const result = await F.run(plan, { engine, rejects: rejects.sink })()
    expect([result._tag, rejects.state.ended]).toEqual(['Left', 'aborted'])
  })
})

test.each([
  [0, true],
  [100, true],
  ['1%', true],
  ['0.25%', true],
  ['100%', true],
  ['100.5%', false],
  ['101%', false],
  ['%', false],
  ['1', false],
  [-1, false],
  [1.5, false],
  [Number.NaN, false],
])('maxRejects %s: %s', async (maxRejects, isSense) => {
  expect(mostOf(maxRejects) !== undefined).toBe(isSense)
  const result = await F.run(F.rows([1]), { maxRejects: maxRejects as number })()
  expect(result._tag).toBe(isSense ? 'Right' : 'Left')
})

test('a stream has no place for a sink', async () => {
  const rows = F.stream(F.rows([1]), { rejects: gathering<F.Reject>().sink })
  await expect(rows.next()).rejects.toThrow('stream may be left early')
})
