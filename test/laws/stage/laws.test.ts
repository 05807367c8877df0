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

class Delay {
  readonly minutes: number
  constructor(minutes: number) {
    this.minutes = minutes
  }
}

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
  C10: () => row((r) => new Delay(r.delay), { declared: ['boundary'] }),
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
  'a date, a Map and bytes in another thread': () =>
    row((r) => [new Date(r.delay), new Map([[r.id, r.tags]]), Uint8Array.of(r.id)], { declared: ['boundary'] }),
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

test.each<readonly [string, (r: Row) => unknown, string]>([
  ['a function', (r) => ({ tags: [() => r.id] }), 'result of rows[0].tags[0]'],
  ['a key of a Map', (r) => new Map([[Symbol('id'), r.id]]), 'result of rows[0].keys()[0]'],
  ['an instance deep inside', (r) => [{ of: new Delay(1) }, r.id], 'result of rows[0][0].of'],
])('C10 says what cannot be sent: %s', async (_, f, path) => {
  const { C10 } = await verdicts(row(f, { declared: ['boundary'] }))
  expect(C10?.failure?.breach.path).toBe(path)
})

test('C10 is proposed where it holds, not where it does not, and says nothing of primitives', async () => {
  const verdictOf = async (f: (r: Row) => unknown) => (await verdicts(row(f))).C10?.verdict
  expect(await verdictOf((r) => r.tags)).toBe('proposed')
  expect(await verdictOf((r) => new Delay(r.delay))).toBe('undeclared')
  expect((await verdicts(L.row((n: number) => n, { rows: fc.nat() }))).C10?.verdict).toBe('undeclared')
})

/** What looks at all rows for each of them, in ways that people have. */
const squares: Readonly<Record<string, () => unknown>> = {
  'some in filter': () => rows((all) => all.filter((r) => all.some((other) => other.delay === r.delay + 1))),
  'findIndex in filter': () => rows((all) => all.filter((r, i) => all.findIndex((o) => o.delay === r.delay) === i)),
  'a loop in a loop': () =>
    rows((all) => {
      let pairs = 0
      for (const a of all) for (const b of all) if (a.delay < b.delay) pairs++
      return pairs
    }),
  'all rows before are looked through for each': () =>
    L.row(
      L.fresh(() => {
        const before: Row[] = []
        return (r: Row) => {
          const known = before.find(({ delay }) => delay === r.delay)
          if (known === undefined) before.push(r)
          return (known ?? r).delay * 2
        }
      }),
      { rows: Row },
    ),
  'after a while': () => rows(async (all) => all.map((r) => all.filter((o) => o.delay < r.delay).length)),
}

/** What looks as if it did. */
const straight: Readonly<Record<string, () => unknown>> = {
  'a sort': () => rows((all) => all.toSorted((a, b) => a.delay - b.delay || a.id - b.id)),
  'a Map of groups': () =>
    rows((all) => {
      const groups = new Map<number, Row[]>()
      for (const r of all) groups.set(r.id, [...(groups.get(r.id) ?? []), r])
      return [...groups.values()].map((group) => group.map(({ delay }) => delay))
    }),
  'a loop in a loop over what the row has': () =>
    rows((all) => {
      let n = 0
      for (const r of all) for (const tag of r.tags) n += tag.length
      return n
    }),
  'each with the first and the last': () => rows((all) => all.map((r) => [all[0]?.id, r.id, all.at(-1)?.id])),
  'a pure function of a row': () => row((r) => r.tags.join()),
}

describe('S12 advises', () => {
  test.each(Object.keys(squares))('on %s', async (name) => {
    const subject = squares[name]?.()
    const { S12 } = await verdicts(subject)
    expect(S12?.verdict).toBe('advice')
    expect(S12?.failure).toBeUndefined()
    expect(S12?.advice?.after).toMatch(/^\d+ for 64$/)
    expect((await verdicts(subject)).S12?.advice).toEqual(S12?.advice)
  })
  test.each(Object.keys(straight))('not on %s', async (name) => {
    const { S12 } = await verdicts(straight[name]?.())
    expect(S12?.verdict).toBe('held')
  })
  test('nobody who reads no row, or takes none that is watched', async () => {
    expect((await verdicts(L.row((n: number) => n, { rows: fc.nat() }))).S12?.why).toBe('nothing is read of the rows')
    expect((await verdicts(row((r) => structuredClone(r)))).S12?.why).toBe('it failed on some rows')
  })
  test('and no more: check does not throw', async () => {
    const { laws } = await L.check(squares['some in filter']?.() as L.Subject)
    expect(laws.find(({ verdict }) => verdict === 'advice')?.id).toBe('S12')
  })
})
