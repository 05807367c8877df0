/**
 * Proves that each law of sources is broken by one that breaks it alone, and kept by sources that look as if they did not.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as F from 'floe'
import { csv, ndjson } from 'floe/io'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const withVerdict = async (subject: unknown, wanted: L.LawReport['verdict']): Promise<readonly string[]> =>
  (await L.examine(subject as L.Subject<unknown, unknown>)).laws.flatMap(({ id, verdict }) =>
    verdict === wanted ? [id] : [],
  )

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, () => unknown>> = {
  I1: () => {
    let isRead = false
    return L.source(() => {
      if (isRead) throw new Error('it was read already')
      isRead = true
      return [1, 2, 3]
    })
  },
  I7: () => {
    let made = 0
    return L.source(
      async function* () {
        const rows: number[] = []
        const push = setInterval(() => rows.push(made++), 1)
        try {
          for (let i = 0; i < 8; i++) {
            while (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
            rows.shift()
            yield i
          }
        } finally {
          clearInterval(push)
        }
      },
      { produced: () => made },
    )
  },
  I8: () => {
    let open = 0
    return L.source(
      function* () {
        open++
        for (let i = 0; i < 9; i++) yield i
        open--
      },
      { handles: () => open },
    )
  },
  I9: () => {
    const one = [1, 2, 3].values()
    return L.source(() => one)
  },
  S4: () =>
    L.source(function* () {
      const row = { n: 0 }
      for (let i = 0; i < 3; i++) yield Object.assign(row, { n: i })
    }),
}

describe('each law is broken by one that breaks nothing else', () => {
  test.each(Object.keys(breakers))('%s', async (id) => {
    expect(await withVerdict(breakers[id]?.(), 'broken')).toEqual([id])
  })
})

test.each<readonly [string, () => unknown]>([
  [
    'other rows each time',
    () => {
      let n = 0
      return L.source(() => [n++, 2])
    },
  ],
  [
    'a cursor that iterations share',
    () => {
      let at = 0
      return L.source({
        [Symbol.iterator]: () => {
          at = 0
          return { next: () => (at < 3 ? { done: false, value: at++ } : { done: true, value: undefined }) }
        },
      } as Iterable<number>)
    },
  ],
  [
    'one that goes on where another was left',
    () => {
      let at = 0
      return L.source(async function* () {
        while (at < 9) yield at++
        at = 0
      })
    },
  ],
])('I9 is broken by %s', async (_, make) => {
  expect(await withVerdict(make(), 'broken')).toEqual(['I9'])
})

/** A source that counts what it has open. */
const counting = (isTidy: boolean) => {
  let open = 0
  const counted: F.Source = {
    format: 'counting',
    name: 'handles',
    details: '',
    schema: { kind: 'number' },
    size: async () => ({}),
    open: async function* (signal) {
      open++
      let isLeft = true
      try {
        for (let i = 0; i < 9; i++) {
          signal.throwIfAborted()
          // So many that the engine does not read ahead to the end.
          yield {
            rows: new Array<number>(600).fill(i),
            errors: new Map(),
            where: () => ({ source: 'counting' }),
            bytes: 0,
          }
        }
        isLeft = false
      } finally {
        if (isTidy || !isLeft) open--
      }
    },
  }
  return L.source(F.fromSource<number>(counted), { handles: () => open })
}

test('what a dataset has open is counted', async () => {
  expect(await withVerdict(counting(true), 'held')).toEqual(['I9', 'I1', 'I8'])
  expect(await withVerdict(counting(false), 'broken')).toEqual(['I8'])
})

test('what is released twice is told', async () => {
  let open = 9
  const subject = L.source(
    function* () {
      open++
      try {
        yield* [1, 2]
      } finally {
        open -= 2
      }
    },
    { handles: () => open },
  )
  const [failure] = (await L.examine(subject)).laws.flatMap((law) => law.failure ?? [])
  expect(failure?.breach.what).toBe('when it was read to its end, something was released twice')
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'floe-laws-'))
  await writeFile(join(folder, 'a.csv'), 'name,n\nAda,1\nAlan,2\n"a,""b""",3\n')
  await writeFile(join(folder, 'a.ndjson'), '{"name":"Ada","n":1}\n{"name":"Alan","n":2}\n')
})
afterAll(() => rm(folder, { recursive: true }))

const Row = t.type({ name: t.string, n: t.number })

describe('the lawful keep all laws', () => {
  test.each<readonly [string, () => unknown]>([
    ['csv', () => L.source(csv(join(folder, 'a.csv'), Row))],
    ['ndjson', () => L.source(ndjson(join(folder, 'a.ndjson'), Row))],
    ['rows', () => L.source(F.rows([{ a: 1 }, { a: 2 }]))],
    ['range without end', () => L.source(F.range(0, Number.POSITIVE_INFINITY))],
    ['generate', () => L.source(F.generate(Row, 10))],
    [
      'a plan that ends in a bag',
      () =>
        L.source(
          F.pipe(
            F.rows([3, 1, 3]),
            F.countBy((n) => n),
          ),
        ),
    ],
    ['an array', () => L.source([1, 2, 3])],
    ['a set', () => L.source(new Set(['a', 'b']))],
    [
      'a function that generates',
      () =>
        L.source(function* () {
          yield* [1, 2, 3]
        }),
    ],
    ['a promise of rows', () => L.source(async () => [1, 2])],
    [
      'one that always fails at the same row',
      () =>
        L.source(function* () {
          yield 1
          throw new Error('no more')
        }),
    ],
    [
      'a row that is shared and not changed',
      () => {
        const row = Object.freeze({ n: 1 })
        return L.source([row, row])
      },
    ],
  ])('%s', async (_, make) => {
    const { laws } = await L.examine(make() as L.Subject<unknown, unknown>)
    expect(laws.filter(({ verdict }) => verdict === 'broken')).toEqual([])
    expect(laws.flatMap(({ id, verdict }) => (verdict === 'held' ? [id] : []))).toEqual(
      expect.arrayContaining(['I9', 'I1']),
    )
  })
})

test('what can be read once is told with what it gave', async () => {
  const subject = L.source([1, 2].values())
  const [failure] = (await L.examine(subject)).laws.flatMap((law) => law.failure ?? [])
  expect(failure?.breach).toEqual({
    what: 'a second iteration gave something else',
    path: 'rows[0]',
    before: '1',
    after: 'the end, after 0 rows',
  })
  const again = await L.examine(subject, { replay: failure?.replay as string })
  expect(again.laws[0]?.failure?.breach).toEqual(failure?.breach)
})

test('of no rows nothing is said', async () => {
  expect(await withVerdict(L.source([]), 'vacuous')).toEqual(['I9', 'I1', 'S4', 'I8', 'I7'])
})

/** A source that makes its rows by itself, and stops when so many are ready. */
const pushing = (most: number) => {
  let made = 0
  const given = async function* () {
    const rows: number[] = []
    const push = setInterval(() => rows.length < most && rows.push(made++), 1)
    try {
      for (let i = 0; i < 8; i++) {
        while (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
        yield rows.shift()
      }
    } finally {
      clearInterval(push)
    }
  }
  return { given, produced: () => made }
}

test('I7 takes as many rows that are ready as it is told', async () => {
  const verdictOf = async (most: number, ahead?: number) => {
    const { given, produced } = pushing(most)
    const source = L.source(() => given(), { produced, ...(ahead === undefined ? {} : { ahead }) })
    return (await L.examine(source)).laws.find(({ id }) => id === 'I7')
  }
  expect((await verdictOf(16))?.verdict).toBe('held')
  expect((await verdictOf(20))?.failure?.breach).toEqual({
    what: 'when 1 rows had been read and nobody asked for more, more were made',
    path: 'rows in flight',
    before: 'at most 16',
    after: '20',
  })
  expect((await verdictOf(20, 20))?.verdict).toBe('held')
})

test('I7 is kept by one that makes a row when it is asked for', async () => {
  let made = 0
  const source = L.source(
    function* () {
      for (let i = 0; i < 99; i++) {
        made++
        yield i
      }
    },
    { produced: () => made, ahead: 0 },
  )
  expect(await withVerdict(source, 'held')).toContain('I7')
})
