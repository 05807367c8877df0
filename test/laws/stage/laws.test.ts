/**
 * Proves that each law of functions of rows is broken by a function that breaks it alone, and kept by one that is tempting.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

interface Row {
  id: number
  tags: string[]
  delay: number
}
const Row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(3),
  tags: fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
  delay: fc.integer({ min: -1000, max: 1000 }),
})

const verdicts = async (subject: unknown): Promise<Readonly<Record<string, L.LawReport>>> => {
  const { laws } = await L.examine(subject as L.Subject<unknown, unknown>)
  return Object.fromEntries(laws.map((law) => [law.id, law]))
}
const broken = async (subject: unknown): Promise<readonly string[]> =>
  Object.values(await verdicts(subject)).flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))

const row = (f: (row: Row) => unknown, more: Partial<L.StageOptions<Row>> = {}): unknown =>
  L.row(f, { rows: Row, ...more })
const rows = (f: (rows: readonly Row[]) => unknown, more: Partial<L.StageOptions<Row>> = {}): unknown =>
  L.rows(f, { rows: Row, ...more })

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, () => unknown>> = {
  S1: () =>
    row((r) => {
      r.tags.push('seen')
      return r.id
    }),
  S2: () =>
    row((r) => {
      queueMicrotask(() => setImmediate(() => r.tags.push('late')))
      return r.id
    }),
  S3: () => {
    const none: string[] = []
    return row((r) => (r.tags.length > 0 ? [...r.tags] : none), { declared: ['ownsOutput'] })
  },
  S4: () => {
    const cell = { id: 0 }
    return row((r) => Object.assign(cell, { id: r.id }))
  },
  S5: () => {
    let n = 0
    return row((r) => r.delay + n++)
  },
  S6: () =>
    L.row(
      L.fresh(() => {
        const known = new Map<number, number>()
        return (r: Row) => known.get(r.id) ?? known.set(r.id, r.delay).get(r.id)
      }),
      { rows: Row },
    ),
  S9: () => L.row(Number.parseInt as (text: string) => number, { rows: fc.nat().map(String) }),
  S10: () => row((r) => Object.keys(r)[0]),
  S11: () => {
    let n = 0
    return row(() => {
      throw new Error(`failure ${n++}`)
    })
  },
  S13: () => rows((all) => [...all, ...all.slice(0, 1)], { declared: ['idempotent'] }),
  S14: () => rows((all) => all.slice(1), { declared: ['elementwise'] }),
  S15: () => rows((all) => all.map((r, i) => r.id + i), { declared: ['equivariant'] }),
  S16: () => rows((all) => all.reduce((sum, r) => sum + r.delay / 3, 0), { declared: ['orderFree'] }),
  S17: () => rows((all) => all.map((r) => ({ id: r.id, n: all.length })), { key: (r) => r.id }),
  S18: () => row((r) => r.delay + r.id, { reads: ['delay'] }),
}

describe('each law is broken by one that breaks nothing else', () => {
  test.each(Object.keys(breakers))('%s', async (id) => {
    expect(await broken(breakers[id]?.())).toEqual([id])
  })
})

/** Lawful functions that look as if they were not. */
const lawful: Readonly<Record<string, () => unknown>> = {
  'a copy is sorted': () => row((r) => [...r.tags].sort()[0]),
  'its own object is filled': () =>
    rows((all) => all.reduce<Record<number, number>>((sums, r) => Object.assign(sums, { [r.id]: r.delay }), {})),
  'a pure cache': () =>
    L.row(
      L.fresh(() => {
        const known = new Map<number, number>()
        return (r: Row) => known.get(r.id) ?? known.set(r.id, r.id * r.id).get(r.id)
      }),
      { rows: Row },
    ),
  'the row itself': () => row((r) => r),
  'structural sharing': () => row((r) => ({ ...r, id: 1 })),
  'fails on some rows': () =>
    row((r) => {
      if (r.id === 1) throw new Error('no ones')
      return r.id
    }),
  'a shared default': () => {
    const none: readonly string[] = Object.freeze([])
    return row((r) => (r.tags.length > 0 ? r.tags : none))
  },
  'a sum of whole numbers': () => rows((all) => all.reduce((sum, r) => sum + r.delay, 0), { declared: ['orderFree'] }),
  'a filter': () =>
    rows((all) => all.filter((r) => r.delay > 0), {
      declared: ['elementwise', 'idempotent', 'keyLocal'],
      key: (r) => r.id,
    }),
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await broken(lawful[name]?.())).toEqual([])
  })
})
