/**
 * Proves that what functions read of the world around them, and write to it, is seen: and that the lawful are left in peace.
 */
import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import * as F from 'floe'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

interface Row {
  id: number
  name: string
  price: number
  time: number
}
const Row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(3),
  name: fc.string({ unit: fc.constantFrom('i', 'z', 't', 'a', 'y'), minLength: 1, maxLength: 4 }),
  price: fc.integer({ min: 1000, max: 9999 }).map((cents) => cents + 0.5),
  time: fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2030, 0) }),
})

const row = (f: (row: Row) => unknown): L.Subject => L.row(f, { rows: Row }) as L.Subject
const rows = (f: (rows: readonly Row[]) => unknown): L.Subject => L.rows(f, { rows: Row }) as L.Subject

const failures = async (subject: L.Subject): Promise<Readonly<Record<string, L.Failure>>> =>
  Object.fromEntries((await L.examine(subject)).laws.flatMap(({ id, failure }) => (failure ? [[id, failure]] : [])))

const day = 86_400_000

/** What each reads, beside one that is broken for that reason alone. */
const readers: Readonly<Record<string, readonly [L.Subject, RegExp]>> = {
  'the clock, by a year': [row((r) => new Date().getUTCFullYear() - new Date(r.time).getUTCFullYear()), /new Date\(\)/],
  'the clock, by a limit': [row((r) => r.time < Math.floor(Date.now() / day) * day), /Date\.now\(\)/],
  'the zone, by hours': [row((r) => new Date(r.time).getHours()), /getHours\(\)/],
  'the zone, by text': [row((r) => `${new Date(r.time)}`), /toString\(\)/],
  'the zone, by parts': [row((r) => new Date(2020, r.id, 1).toISOString()), /new Date\(year, month, …\)/],
  'the zone, by a text without one': [row((r) => Date.parse(`2020-0${r.id + 1}-01T00:00`)), /Date\.parse\(\)/],
  'the zone, by a day more': [
    row((r) => {
      const date = new Date(r.time)
      date.setDate(date.getDate() + 40)
      return date.getTime() - r.time
    }),
    /getDate|setDate/,
  ],
  'the zone, by a format': [
    row((r) => new Intl.DateTimeFormat('en-GB', { hour: 'numeric' }).format(r.time)),
    /Intl\.DateTimeFormat/,
  ],
  'the locale, by a number': [row((r) => r.price.toLocaleString()), /toLocaleString\(\)/],
  'the locale, by a format': [row((r) => new Intl.NumberFormat().format(r.price)), /Intl\.NumberFormat/],
  'the locale, by capitals': [row((r) => r.name.toLocaleUpperCase()), /toLocaleUpperCase\(\)/],
  'the locale, by an order': [
    rows((all) => all.map((r) => r.name).sort((a, b) => a.localeCompare(b))),
    /localeCompare\(\)/,
  ],
  'the environment': [
    row((r) => r.price * Number(process.env.FLOE_TEST_FACTOR ?? 2)),
    /process\.env\.FLOE_TEST_FACTOR/,
  ],
  'the directory': [row((r) => `${process.cwd()}/${r.name}`), /process\.cwd\(\)/],
}

describe('S7 is broken by what reads', () => {
  test.each(Object.keys(readers))('%s', async (name) => {
    const [subject, how] = readers[name] as readonly [L.Subject, RegExp]
    const found = await failures(subject)
    expect(Object.keys(found)).toEqual(['S7'])
    expect(found.S7?.breach.what).toMatch(how)
    expect(found.S7?.breach.line).toMatch(/ambient.laws\.test\.ts:\d+:\d+/)
  })

  test.each([
    ['Math.random()', row((r) => r.price * Math.random())],
    ['crypto.randomUUID()', row((r) => [crypto.randomUUID(), r.id])],
    ['crypto.getRandomValues()', row((r) => [...crypto.getRandomValues(new Uint8Array(8)), r.id])],
    ['randomUUID()', row((r) => [randomUUID(), r.id])],
    ['performance.now()', row((r) => r.id + performance.now())],
    ['process.hrtime.bigint()', row((r) => BigInt(r.id) + process.hrtime.bigint())],
  ])('%s, which is another each time: S5 leaves it to S7', async (how, subject) => {
    const found = await failures(subject)
    expect(Object.keys(found)).toEqual(['S7'])
    expect(found.S7?.breach.what).toContain(how)
  })

  test('the place that has a say is named, and not one that only looks', async () => {
    const noted: number[] = []
    const note = (): void => {
      noted.push(Date.now())
    }
    const old = (r: Row): boolean => {
      note()
      return r.time < Math.floor(Date.now() / day) * day
    }
    expect((await failures(row(old))).S7?.breach.line).toMatch(/^old /)
  })

  test('what is read when the function is made, or once for all', async () => {
    const collated = L.fresh(() => {
      const collator = new Intl.Collator()
      return (all: readonly Row[]) => all.map(({ name }) => name).sort(collator.compare)
    })
    expect(Object.keys(await failures(L.rows(collated, { rows: Row }) as L.Subject))).toEqual(['S7'])
    const since = L.fresh(() => {
      let today: number | undefined
      return (r: Row) => {
        today ??= Math.floor(Date.now() / day) * day
        return r.time < today
      }
    })
    expect(Object.keys(await failures(L.row(since, { rows: Row }) as L.Subject))).toEqual(['S7'])
  })

  test('functions that go on later, of which nobody else is shown their world', async () => {
    const hours = new Date(0).getHours()
    const started = Date.now()
    let isOver = false
    const elsewhere = (async () => {
      while (!isOver) {
        expect(new Date(0).getHours()).toBe(hours)
        expect(Math.abs(Date.now() - started)).toBeLessThan(300_000)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const later = async (r: Row): Promise<number> => {
      await new Promise((resolve) => setImmediate(resolve))
      return new Date(r.time).getHours()
    }
    const found = await failures(row(later))
    isOver = true
    await elsewhere
    expect(Object.keys(found)).toEqual(['S7'])
  })

  test('stages', async () => {
    const stage = L.stage(
      F.map((r: Row) => ({ ...r, year: new Date().getUTCFullYear() })),
      { rows: Row },
    ) as L.Subject
    expect(Object.keys(await failures(stage))).toEqual(['S7'])
  })
})

const own = (n: number): number => n ** (1 / 3)
const { cbrt } = Math
const timers: NodeJS.Timeout[] = []
let count = 0

/** What each writes to, beside one that is broken for that reason alone. */
const writers: Readonly<Record<string, readonly [L.Subject, RegExp]>> = {
  'a global': [row((r) => Object.assign(globalThis, { floeTestSeen: true }) && r.id), /globalThis\.floeTestSeen/],
  'a prototype': [
    row((r) => {
      Object.assign(Array.prototype, { floeTestLast: 1 })
      return r.id
    }),
    /Array\.prototype\.floeTestLast/,
  ],
  'what is built in': [
    row((r) => {
      Object.assign(Math, { floeTestHalf: (n: number) => n / 2 })
      return r.id
    }),
    /Math\.floeTestHalf/,
  ],
  'what is built in, and stands there already': [
    row((r) => {
      Math.cbrt = own
      return r.id
    }),
    /Math\.cbrt/,
  ],
  'a prototype, by a key of the row': [
    L.row(
      ({ path, value }: { path: string; value: number }) => {
        const made: Record<string, Record<string, number>> = {}
        const within = made[path] ?? {}
        within.floeTestKey = value
        return Object.keys(within)
      },
      { rows: fc.record({ path: fc.constantFrom('a', '__proto__'), value: fc.constant(1) }) },
    ) as L.Subject,
    /Object\.prototype\.floeTestKey/,
  ],
  'the environment': [
    row((r) => {
      process.env.FLOE_TEST_SEEN = 'yes'
      return r.id
    }),
    /process\.env\.FLOE_TEST_SEEN/,
  ],
  'a timer that is left': [
    row((r) => {
      timers.push(setTimeout(() => count++, 3_600_000))
      return r.id
    }),
    /setTimeout/,
  ],
}

describe('S8 is broken by what writes to', () => {
  test.each(Object.keys(writers))('%s', async (name) => {
    const [subject, where] = writers[name] as readonly [L.Subject, RegExp]
    const found = await failures(subject)
    expect(Object.keys(found)).toEqual(['S8'])
    expect(`${found.S8?.breach.path} ${found.S8?.breach.what}`).toMatch(where)
    for (const timer of timers.splice(0)) clearTimeout(timer)
    Reflect.deleteProperty(globalThis, 'floeTestSeen')
    Reflect.deleteProperty(Array.prototype, 'floeTestLast')
    Reflect.deleteProperty(Math, 'floeTestHalf')
    Math.cbrt = cbrt
    Reflect.deleteProperty(Object.prototype, 'floeTestKey')
    delete process.env.FLOE_TEST_SEEN
  })
})

test('S8 is not broken by what others have changed, and they keep it', async () => {
  const real = globalThis.fetch
  const asked: string[] = []
  Object.assign(globalThis, { fetch: (url: string) => asked.push(url), floeTestOthers: 1 })
  try {
    expect(await failures(row((r) => `${typeof fetch('https://floe.test')} ${r.id}`))).toEqual({})
    expect(asked.length).toBeGreaterThan(25)
    expect(Reflect.get(globalThis, 'floeTestOthers')).toBe(1)
  } finally {
    globalThis.fetch = real
    Reflect.deleteProperty(globalThis, 'floeTestOthers')
  }
})

/** A generator with a seed. */
const seeded = (seed: number): number => ((Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32

const memo = new Map<number, { readonly at: number; readonly square: number }>()

const lawful: Readonly<Record<string, L.Subject>> = {
  'dates of what is given': row((r) => new Date(r.time).toISOString().slice(0, 10)),
  'dates by parts in UTC': row((r) => new Date(Date.UTC(2020, r.id, 1)).getUTCDay()),
  'dates of texts with a zone': row((r) => Date.parse(`2020-01-0${r.id + 1}T00:00:00+02:00`)),
  'dates of texts without a time': row((r) => new Date(`2020-01-0${r.id + 1}`).getTime()),
  'dates there and back in one zone': row((r) => new Date(2020, r.id, 5, 12).getMonth()),
  'a format with locale and zone': row((r) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' }).format(r.time),
  ),
  'a number in a locale': row((r) => r.price.toLocaleString('de-DE')),
  'an order in a locale': rows((all) => all.map((r) => r.name).sort((a, b) => a.localeCompare(b, 'en'))),
  'a seeded generator': row((r) => seeded(r.id)),
  'a clock that is only looked at': row((r) => {
    const started = performance.now()
    const square = r.id * r.id
    return performance.now() - started < 0 ? undefined : square
  }),
  'a cache that knows its age': row((r) => {
    const known = memo.get(r.id)
    if (known !== undefined && Date.now() - known.at < 1000) return known.square
    memo.set(r.id, { at: Date.now(), square: r.id * r.id })
    return r.id * r.id
  }),
  'a wait by the clock': row((r) => {
    const started = Date.now()
    while (Date.now() - started < 1);
    return r.id
  }),
  'drawing until it fits': row((r) => {
    let u = 0
    do u = 2 * Math.random() - 1
    while (u === 0 || u * u >= 0.9)
    return Math.sign(u * u) * r.id
  }),
  'the class of a date': row((r) => new Date(r.time).constructor === Date && new Date(r.time) instanceof Date),
  'the environment, for the time being': row((r) => {
    const before = process.env.FLOE_TEST_MODE
    process.env.FLOE_TEST_MODE = 'quiet'
    const given = r.id
    if (before === undefined) delete process.env.FLOE_TEST_MODE
    else process.env.FLOE_TEST_MODE = before
    return given
  }),
  'a timer that is taken back': row((r) => {
    clearTimeout(setTimeout(() => count++, 1000))
    return r.id
  }),
  'a recipe of immer, which reads a setting of its own': L.stage(
    F.update((r: Row) => {
      r.id = 1
    }),
    { rows: Row },
  ) as L.Subject,
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await failures(lawful[name] as L.Subject)).toEqual({})
  })
})

test('a function that does nothing passes neither', async () => {
  const { laws } = await L.examine(row(() => undefined))
  expect(laws.filter(({ id }) => /^S[78]$/.test(id)).map(({ verdict }) => verdict)).toEqual(['vacuous', 'vacuous'])
})

test('all is as it was when a check is over', async () => {
  const things = () => [Date, Date.prototype.getHours, Math.random, fetch, setTimeout, Intl.Collator, process.cwd]
  const [before, env] = [things(), process.env]
  await L.examine(row((r) => new Date(r.time).getHours()))
  await L.examine(
    row(() => {
      throw new Error(`${Math.random()}`)
    }),
  )
  expect(things().every((one, i) => one === before[i])).toBe(true)
  expect(process.env).toBe(env)
})

test('what somebody has left behind is not taken for the doing of checks at the same time', async () => {
  Reflect.set(globalThis, 'leftBehind', 1)
  try {
    const waiting = (turns: number) => async (r: Row) => {
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
      return r.id + 1
    }
    const laws = await Promise.all([1, 2, 3, 1].map((turns) => failures(row(waiting(turns)))))
    expect(laws.map((found) => Object.keys(found))).toEqual([[], [], [], []])
    expect(Reflect.get(globalThis, 'leftBehind')).toBe(1)
  } finally {
    Reflect.deleteProperty(globalThis, 'leftBehind')
  }
})

test('checks at the same time do not see each other', async () => {
  const reading = async (r: Row): Promise<number> => {
    await new Promise((resolve) => setImmediate(resolve))
    return new Date(r.time).getHours() + Date.now() * 0
  }
  const pure = (r: Row): number => r.id + 1
  const laws = await Promise.all([row(reading), row(pure), row(reading), row(pure)].map(failures))
  expect(laws.map((found) => Object.keys(found))).toEqual([['S7'], [], ['S7'], []])
  expect(`${Date}`).toMatch(/native code/)
  expect(Reflect.getOwnPropertyDescriptor(globalThis, 'Date')).toMatchObject({ writable: true, enumerable: false })
  expect(Date.prototype.constructor).toBe(Date)
  expect(Date.prototype.getHours.toString()).toMatch(/native code/)
})
