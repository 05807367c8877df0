/** Proves that rows are handed on while their source waits for more, and that nothing else depends on it. */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, it } from 'vitest'

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A source of batches, before each of which something is waited for; and what happens to it. */
const source = (
  batches: readonly (readonly number[])[],
  wait: (batch: number, signal: AbortSignal) => Promise<void>,
) => {
  const log: string[] = []
  const live: F.Source = {
    format: 'live',
    name: '',
    details: '',
    schema: { kind: 'number' },
    waits: true,
    size: async () => ({}),
    open: async function* (signal) {
      let row = 0
      try {
        for (const [i, rows] of batches.entries()) {
          await wait(i, signal)
          const start = row + 1
          row += rows.length
          yield { rows, errors: new Map(), where: (k) => ({ source: 'live', row: start + k }), bytes: 0 }
        }
      } finally {
        log.push('released')
      }
    },
  }
  return { rows: F.fromSource<number>(live), log }
}

const odd = F.flow(
  F.filter((n: number) => n % 2 === 1),
  F.flatMap((n: number) => [n, -n]),
)

const never = (_: number, signal: AbortSignal): Promise<void> =>
  new Promise((_, failed) => signal.addEventListener('abort', () => failed(new Error('aborted'))))

describe('a source that waits', () => {
  it('gives the same rows whenever they come, in batches that are no larger than else', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.array(fc.nat(99), { maxLength: 9 }), fc.nat(2)), { maxLength: 9 }),
        fc.nat(3000),
        async (given, more) => {
          const batches = [...given.map(([rows]) => rows), Array.from({ length: more }, (_, i) => i)]
          const wait = async (i: number): Promise<void> => {
            for (let turn = 0; turn < (given[i]?.[1] ?? 0); turn++) await macrotask()
          }
          const found: number[] = []
          for await (const batch of F.stream(odd(source(batches, wait).rows))) {
            expect(batch.length).toBeGreaterThan(0)
            expect(batch.length).toBeLessThan(1024 + 2)
            found.push(...batch)
          }
          expect(found).toEqual([...(await F.toList(odd(F.rows(batches.flat()))))])
        },
      ),
      { numRuns: 60 },
    ))

  it('has handed on all rows that are there before it waits', async () => {
    const told: number[] = []
    let seen = 0
    const wait = async (batch: number): Promise<void> => {
      // Whoever reads has got all before, or this never ends.
      while (seen < batch) await macrotask()
    }
    for await (const batch of F.stream(source([[1, 2], [3], [5, 7]], wait).rows)) {
      told.push(...batch)
      seen = told.length < 2 ? 0 : told.length < 3 ? 1 : 2
    }
    expect(told).toEqual([1, 2, 3, 5, 7])
  })

  it('is released when a stream is left, or a sink fails, while it waits', async () => {
    const wait = (batch: number, signal: AbortSignal) => (batch === 0 ? Promise.resolve() : never(batch, signal))
    const left = source([[1], [3]], wait)
    for await (const batch of F.stream(odd(left.rows))) {
      expect(batch).toEqual([1, -1])
      break
    }
    expect(left.log).toEqual(['released'])

    const failed = source([[1], [3]], wait)
    const full: F.Sink<unknown> = {
      format: 'full',
      name: 'disk',
      open: async () => ({
        write: () => Promise.reject(new Error('no room')),
        close: async () => {},
        abort: async () => {},
      }),
    }
    await expect(F.write(odd(failed.rows), full)).rejects.toThrow('the sink full disk threw Error: no room')
    expect(failed.log).toEqual(['released'])
  })

  it('ends with its error behind all rows before it', async () => {
    const wait = async (batch: number): Promise<void> => {
      await macrotask()
      await macrotask()
      if (batch === 2) throw new Error('cut')
    }
    const told: number[] = []
    const read = async (): Promise<void> => {
      for await (const batch of F.stream(source([[1], [3], [5]], wait).rows)) told.push(...batch)
    }
    await expect(read()).rejects.toThrow('cut')
    expect(told).toEqual([1, 3])
  })
})
