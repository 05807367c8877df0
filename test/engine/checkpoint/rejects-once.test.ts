/**
 * Proves that rejects which are put behind others are there once, wherever the run dies: in a sink that remembers what it has of which
 * run, as a database does.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as F from 'floe'
import { expect, test } from 'vitest'
import { temporary } from '../../io/temporary.ts'
import { dying, leaveLock } from './dying.ts'
import { inParts } from './in-parts.ts'

const { directory } = temporary()
const checkpoint = join(directory, 'run')

/** Rows that stay, and how many of them are of which run. */
const newTable = () => {
  const rows: unknown[] = []
  const entries = new Map<string, { rows: number; isClosed: boolean }>()
  const sink = (operation: () => void): F.Sink<never> => ({
    format: 'table',
    name: 'rejects',
    open: async () => {
      throw new Error('it is to be gone on with')
    },
    resume: async ({ id }) => {
      const known = entries.get(id) ?? { rows: 0, isClosed: false }
      let loose: unknown[] = []
      const settle = (isClosed: boolean): void => {
        operation()
        rows.push(...loose)
        entries.set(id, { rows: known.rows + loose.length, isClosed })
        known.rows += loose.length
        loose = []
      }
      return {
        committed: known.rows,
        write: async (some: readonly unknown[]) => {
          if (known.isClosed) throw new Error('it is closed')
          loose.push(...some)
        },
        commit: async () => {
          settle(false)
          return { rows: known.rows }
        },
        close: async () => settle(true),
        abort: async () => {},
      }
    },
  })
  return { rows, sink }
}

const rows = Array.from({ length: 12 }, (_, n) => ({ n }))
const plan = F.pipe(
  inParts({ rows, size: 3 }),
  F.validate((r) => r.n % 4 !== 1, 'one'),
)
const bad = [1, 5, 9]

const run = (table: ReturnType<typeof newTable>, to: ReturnType<typeof newTable>, operation: () => void, more = {}) =>
  F.run(plan, {
    checkpoint,
    onError: 'reject',
    to: to.sink(operation),
    rejects: table.sink(operation) as F.Sink<unknown>,
    ...more,
  })()

test('wherever it dies', async () => {
  const operations = await dying({}, async ({ operation, count }) => {
    const result = await run(newTable(), newTable(), operation)
    expect(result._tag).toBe('Right')
    return count()
  })
  for (let at = 0; at < operations; at++) {
    const [rejects, kept] = [newTable(), newTable()]
    await dying({ at, isTorn: at % 2 === 0 }, ({ operation }) => run(rejects, kept, operation))
    leaveLock(checkpoint)
    // Nothing is left of it: it was done, or has not begun.
    if (existsSync(checkpoint) || kept.rows.length === 0)
      expect((await dying({}, ({ operation }) => run(rejects, kept, operation)))._tag).toBe('Right')
    expect(rejects.rows, `died at ${at}`).toHaveLength(bad.length)
    expect(kept.rows, `died at ${at}`).toHaveLength(rows.length - bad.length)
    expect(existsSync(checkpoint)).toBe(false)
  }
})

test('too many are there, and all are when more are allowed', async () => {
  const [rejects, kept] = [newTable(), newTable()]
  expect((await run(rejects, kept, () => {}, { maxRejects: 1 }))._tag).toBe('Left')
  expect(rejects.rows).toHaveLength(2)
  expect((await run(rejects, kept, () => {}, { maxRejects: 3 }))._tag).toBe('Right')
  expect(rejects.rows).toHaveLength(2 + bad.length)
})
