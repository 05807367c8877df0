/**
 * Proves that each law of sinks is broken by one that breaks it alone, and kept by sinks of several kinds.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as F from 'floe'
import { csv, ndjson, toCsv, toNdjson } from 'floe/io'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const withVerdict = async (subject: unknown, wanted: L.LawReport['verdict']): Promise<readonly string[]> =>
  (await L.examine(subject as L.Subject<unknown, unknown>)).laws.flatMap(({ id, verdict }) =>
    verdict === wanted ? [id] : [],
  )

interface Row {
  readonly id: number
}
const rows: fc.Arbitrary<Row> = fc.record({ id: fc.nat(9) })

/** Takes the place of what was there, when it is closed. */
const replacing = (): L.Target<Row> => {
  let seen: readonly Row[] = []
  return {
    open: () => {
      const written: Row[] = []
      return {
        write: (batch) => void written.push(...batch),
        close: () => {
          seen = written
        },
      }
    },
    read: () => seen,
  }
}

/** Each batch is there as soon as it is written. */
const appending = (): L.Target<Row> => {
  const seen: Row[] = []
  return { open: () => ({ write: async (batch) => void seen.push(...batch) }), read: async () => seen }
}

/** Takes the place of what was there, as it is written. */
const truncating = (): L.Target<Row> => {
  let seen: Row[] = []
  return {
    open: () => {
      seen = []
      return { write: (batch) => void seen.push(...batch) }
    },
    read: () => seen,
  }
}

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, () => unknown>> = {
  I4: () => L.sink(appending, { rows, declared: ['idempotent'] }),
  I5: () => L.sink(truncating, { rows }),
  I8: () => {
    let open = 0
    const make = (): L.Target<Row> => {
      const target = replacing()
      return {
        ...target,
        open: async () => {
          open++
          const sink = await target.open()
          return {
            ...sink,
            close: () => {
              open--
              return sink.close?.()
            },
          }
        },
      }
    }
    return L.sink(make, { rows, handles: () => open })
  },
}

describe('each law is broken by one that breaks nothing else', () => {
  test.each(Object.keys(breakers))('%s', async (id) => {
    expect(await withVerdict(breakers[id]?.(), 'broken')).toEqual([id])
  })
})

test.each<readonly [string, (seen: readonly Row[]) => readonly Row[]]>([
  ['loses the last row', (seen) => seen.slice(0, -1)],
  ['has them in another order', (seen) => seen.toReversed()],
  ['has them twice', (seen) => [...seen, ...seen]],
])('I5 is broken by one that %s', async (_, change) => {
  const make = (): L.Target<Row> => {
    const target = replacing()
    return { ...target, read: async () => change([...(await target.read())] as readonly Row[]) }
  }
  expect(await withVerdict(L.sink(make, { rows }), 'broken')).toEqual(['I5'])
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'floe-laws-'))
})
afterAll(() => rm(folder, { recursive: true }))

const Table = t.type({ name: t.string, n: t.number })
const table: fc.Arbitrary<t.TypeOf<typeof Table>> = fc.record({
  name: fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n'), minLength: 1, maxLength: 3 }),
  n: fc.integer(),
})

describe('the lawful keep all laws', () => {
  let n = 0
  const fileOf = (ending: string): string => join(folder, `${n++}.${ending}`)

  test.each<readonly [string, () => unknown]>([
    ['what replaces', () => L.sink(replacing, { rows, declared: ['idempotent'] })],
    ['what appends', () => L.sink(appending, { rows })],
    [
      'csv',
      () => {
        const make = (): L.Target<t.TypeOf<typeof Table>> => {
          const file = fileOf('csv')
          return { open: toCsv(file).open, read: () => F.toList(csv(file, Table)) }
        }
        return L.sink(make, { rows: table, declared: ['idempotent'] })
      },
    ],
    [
      'ndjson',
      () => {
        const make = (): L.Target<t.TypeOf<typeof Table>> => {
          const file = fileOf('ndjson')
          return { open: toNdjson(file).open, read: () => F.toList(ndjson(file, Table)) }
        }
        return L.sink(make, { rows: table, declared: ['idempotent'] })
      },
    ],
  ])('%s', async (_, make) => {
    const { laws } = await L.examine(make() as L.Subject<unknown, unknown>)
    expect(laws.filter(({ verdict }) => verdict === 'broken')).toEqual([])
    expect(laws.flatMap(({ id, verdict }) => (verdict === 'held' ? [id] : []))).toContain('I5')
  })
})

test('what holds and is not promised is proposed', async () => {
  expect(await withVerdict(L.sink(replacing, { rows }), 'proposed')).toEqual(['I4'])
})
