/** Functions that look at the clock, or at the time zone of the machine. */
import * as fc from 'fast-check'
import { type Entry, row, rows } from './entry.ts'
import { count, Event, moment, word } from './values.ts'

const day = fc
  .date({ min: new Date('2019-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

export const clock: readonly Entry[] = [
  {
    name: 'whether something has expired by now',
    source: 'https://github.com/lukechilds/expired/issues/6',
    breaks: ['S7'],
    subject: row(
      fc.record({ at: moment }),
      () =>
        ({ at }) =>
          at.getTime() < Date.now(),
    ),
  },
  {
    name: 'rows are stamped with the time of reading',
    source: 'https://github.com/TheMorpheus407/the-dmz/issues/1836',
    breaks: ['S5', 'S7'],
    subject: row(word, () => (id) => ({ id, createdAt: new Date().toISOString() })),
  },
  {
    name: 'the day of today is written down',
    source: 'https://github.com/open-gsd/gsd-core/issues/474',
    breaks: ['S7'],
    subject: row(word, () => (state) => `${state}: ${new Date().toISOString().split('T')[0]}`),
  },
  {
    name: 'a row is named by the millisecond',
    source: 'https://github.com/simonottosen/skatteudregner/issues/43',
    breaks: ['S5', 'S7'],
    subject: rows(
      fc.record({ label: word }),
      () => (items) => items.map(({ label }, i) => ({ label, id: `b-${i}-${Date.now()}` })),
    ),
  },
  {
    name: 'a mock is made of the current minute',
    source: 'https://github.com/island-is/island.is/pull/2254',
    breaks: ['S7'],
    subject: row(count, () => (hours) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + hours * 3_600_000)),
  },
  {
    name: 'a window ends now',
    source: 'https://github.com/smartcontractkit/ea-framework-js/pull/448',
    breaks: ['S7'],
    subject: rows(Event, () => (events) => events.filter(({ at }) => at > new Date())),
  },
  {
    name: 'the name of this month',
    source: 'https://github.com/UK-Export-Finance/dtfs2/pull/3668',
    breaks: ['S7'],
    subject: row(word, () => (deal) => ({ deal, month: new Date().getUTCMonth() })),
  },
  {
    name: 'the age in days until today',
    source: 'https://github.com/linagora/cozy-client/pull/233',
    breaks: ['S7'],
    subject: row(
      Event,
      () =>
        ({ at }) =>
          Math.floor((Date.now() - at.getTime()) / 86_400_000),
    ),
  },
  {
    name: 'a banner on one day, of the zone that the browser is in',
    source: 'https://github.com/fightforthefuture/battleforthenet-widget/issues/45',
    breaks: ['S7'],
    subject: row(day, () => (text) => new Date(text).getDate()),
  },
  {
    name: 'the month of a day',
    source: 'https://github.com/gpbl/react-day-picker/issues/32',
    breaks: ['S7'],
    subject: row(day, () => (text) => {
      const date = new Date(text)
      return `${date.getFullYear()}-${date.getMonth() + 1}`
    }),
  },
  {
    name: 'a calendar that is a day off',
    source: 'https://github.com/Shift2Bikes/shiftcal/pull/55',
    breaks: ['S7'],
    subject: row(fc.record({ date: day }), () => ({ date }) => ({ weekday: new Date(date).getDay() })),
  },
  {
    name: 'a date as a text',
    source: 'https://github.com/javascript-tutorial/en.javascript.info/issues/697',
    breaks: ['S7'],
    subject: row(day, () => (text) => new Date(text).toString().slice(0, 15)),
  },
  {
    name: 'a day without zeros is of the local zone',
    source: 'https://github.com/nodejs/node/issues/20680',
    breaks: ['S7'],
    subject: row(fc.integer({ min: 1, max: 9 }), () => (month) => new Date(`2018-${month}-1`).toISOString()),
  },
  {
    name: 'downloads by day',
    source: 'https://github.com/pvorb/npm-stat.com/issues/33',
    breaks: ['S7'],
    subject: rows(fc.record({ day, downloads: count }), () => (all) => {
      const sums: Record<number, number> = {}
      for (const one of all) {
        const date = new Date(one.day).getDate()
        sums[date] = (sums[date] ?? 0) + one.downloads
      }
      return sums
    }),
  },
  {
    name: 'birthdays by day and month',
    source: 'https://github.com/mattogodoy/nametag/pull/61',
    breaks: ['S7'],
    subject: row(fc.record({ birthday: day }), () => ({ birthday }) => {
      const date = new Date(birthday)
      return `${date.getDate()}.${date.getMonth() + 1}.`
    }),
  },
  {
    name: 'midnight of the local zone',
    source: 'https://github.com/google/closure-library/issues/34',
    breaks: ['S7'],
    subject: row(
      fc.record({
        year: fc.integer({ min: 2012, max: 2020 }),
        month: fc.nat(11),
        date: fc.integer({ min: 1, max: 28 }),
      }),
      () =>
        ({ year, month, date }) =>
          new Date(year, month, date).getTime(),
    ),
  },
  {
    name: 'the hour of an event',
    source: 'https://github.com/angular-ui/bootstrap/pull/3433',
    breaks: ['S7'],
    subject: row(
      Event,
      () =>
        ({ at }) =>
          at.getHours() < 12,
    ),
  },
]
