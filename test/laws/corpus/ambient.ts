/** Functions that write to what all share: prototypes, globals, the environment. */
import * as fc from 'fast-check'
import { type Entry, row } from './entry.ts'
import { count, word } from './values.ts'

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Objects as JSON gives them, of which some have a field that means something else. */
const payload = fc
  .record({
    name: fc.constantFrom('a', 'b', '__proto__', 'c'),
    field: fc.constantFrom('polluted', 'isAdmin'),
    n: count,
  })
  .map(({ name, field, n }): Fields => JSON.parse(`{"${name}":{"${field}":${n}}}`))

const mergeInto = (target: Fields, source: Fields): Fields => {
  for (const key of Object.keys(source)) {
    const [old, now] = [target[key], source[key]]
    if (isFields(old) && isFields(now)) mergeInto(old, now)
    else target[key] = now
  }
  return target
}

export const ambient: readonly Entry[] = [
  {
    name: 'a deep merge follows the prototype',
    source: 'https://github.com/418sec/huntr/pull/1422',
    breaks: ['S8'],
    subject: row(payload, () => (given) => Object.keys(mergeInto({}, given)).length),
  },
  {
    name: 'fields are set wherever their names lead',
    source: 'https://github.com/orbitjs/orbit/issues/1001',
    breaks: ['S8'],
    subject: row(
      fc.record({ path: fc.constantFrom('a.b', '__proto__.polluted', 'c'), n: count }),
      () =>
        ({ path, n }) => {
          const names = path.split('.')
          const last = names.pop() as string
          const made: Fields = {}
          let at = made
          for (const name of names) {
            at[name] ??= {}
            at = at[name] as Fields
          }
          at[last] = n
          return Object.keys(made)
        },
    ),
  },
  {
    name: 'defaults of a picker are merged with what the page gives',
    source: 'https://github.com/t1m0n/air-datepicker/issues/677',
    breaks: ['S8'],
    subject: row(payload, () => {
      const defaults: Fields = { view: { days: 7 } }
      return (given) => Object.keys(mergeInto(structuredClone(defaults), given)).length > 0
    }),
  },
  {
    name: 'a mode is written to the environment',
    source: 'https://github.com/nodejs/node/issues/3449',
    breaks: ['S8'],
    subject: row(
      fc.record({ zone: fc.constantFrom('US/Hawaii', 'Asia/Tokyo'), label: word }),
      () =>
        ({ zone, label }) => {
          process.env.TZ = zone
          return label
        },
    ),
  },
]
