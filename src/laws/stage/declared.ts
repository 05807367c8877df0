/**
 * S3 and S13 to S17: what only some functions of rows are. Each is a promise where it is declared.
 */
import { broken, type Finding, held, type Law, trivial } from '../law.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { keysOf, permuted } from './choices.ts'
import { breachOf, same, sameAsFirst } from './compare.ts'
import { scribble } from './scribble.ts'
import type { Call, StageTrial } from './trial.ts'

/** The rows that a function of rows gave; undefined where it gave none. */
const given = ({ outcomes: [one] }: Call): readonly unknown[] | undefined =>
  one?.kind === 'value' && Array.isArray(one.value) ? one.value : undefined

/** What a row is, as far as a function that takes it may rely on: its type, and its fields. */
const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.keys(value).sort().join() : typeof value

const notRows = trivial('it gives no rows')

const compare = (expected: unknown, found: unknown, what: string): Finding => {
  if (look(expected) === look(found)) return held
  return broken({ what, ...difference(expected, found, 'result') })
}

export const ownsOutput: Law<StageTrial> = {
  id: 'S3',
  name: 'output is yours',
  statement: 'scribbling on f(x) changes neither x nor a later f(x′)',
  why: 'Who writes to a result writes to the cache, the default or the row that it shares with others.',
  mend: 'give a copy of what is kept',
  declared: 'ownsOutput',
  check: async (trial) => {
    const first = await trial.first()
    // What is written to may be kept by the function: so only when all other laws have been looked at.
    return async () => {
      const spoilt = await trial.call()
      const before = look(spoilt.rows)
      const written = spoilt.outcomes.filter(({ kind, value }) => kind === 'value' && scribble(value)).length
      if (written === 0) return trivial('nothing was given that can be written to')
      if (look(spoilt.rows) !== before)
        return broken({
          what: 'writing to the result changed the rows',
          ...difference(trial.rows, spoilt.rows, 'rows'),
        })
      return same(trial, first, await trial.call(), 'writing to a result changed a later one')
    }
  },
}

export const idempotent: Law<StageTrial> = {
  id: 'S13',
  name: 'idempotent',
  statement: 'f(f x) ≡ f x',
  why: 'What was cleaned already is changed when it is cleaned once more, after a retry or in another job.',
  mend: 'let the result be in normal form',
  declared: 'idempotent',
  check: async (trial) => {
    const first = await trial.first()
    // What grows with each call would grow without end, given back what it gave.
    if (breachOf(trial, first, await trial.again(), '') !== undefined)
      return trivial('it gives something else each time')
    if (trial.takes === 'row') {
      const values = first.outcomes.flatMap(({ kind, value }) => (kind === 'value' ? [value] : []))
      if (!values.every((value) => kindOf(value) === kindOf(trial.rows[0])))
        return trivial('it gives something else than rows')
      if (values.length === 0) return trivial('nothing was given')
      const twice = await trial.call({ rows: values })
      return compare(
        values,
        twice.outcomes.map(({ value }) => value),
        'applied to its own result it gave something else',
      )
    }
    const once = given(first)
    if (once === undefined) return notRows
    if (once.length === 0) return trivial('no rows were given')
    if (!once.every((value) => kindOf(value) === kindOf(trial.rows[0])))
      return trivial('it gives something else than rows')
    return compare(once, given(await trial.call({ rows: once })), 'applied to its own result it gave something else')
  },
}

export const elementwise: Law<StageTrial> = {
  id: 'S14',
  name: 'elementwise',
  statement: 'f(a ++ b) ≡ f(a) ++ f(b), f([]) ≡ []',
  why: 'The answer depends on where batches are cut.',
  mend: 'let each row go its way by itself; what needs all rows needs a groupBy, a sort or a window',
  declared: 'elementwise',
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const whole = given(await trial.first())
    if (whole === undefined) return notRows
    const cut = trial.rows.length === 0 ? 0 : trial.salt % (trial.rows.length + 1)
    const parts = await Promise.all(
      [trial.rows.slice(0, cut), trial.rows.slice(cut)].map((rows) => trial.call({ rows })),
    )
    const finding = compare(
      whole,
      parts.flatMap((part) => given(part) ?? []),
      `cut behind row ${cut}, its parts gave something else than the whole`,
    )
    return finding.kind === 'held' && (cut === 0 || cut === trial.rows.length) ? trivial('one part was empty') : finding
  },
}

export const equivariant: Law<StageTrial> = {
  id: 'S15',
  name: 'equivariant',
  statement: 'f(πx) ≡ π f(x)',
  why: 'It makes use of the position of a row, which means nothing where order means nothing.',
  mend: 'do not look at positions, or sort first',
  declared: 'equivariant',
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const whole = given(await trial.first())
    if (whole === undefined || whole.length !== trial.rows.length) return trivial('it does not give a row for each')
    const order = permuted(
      trial.rows.map((_, i) => i),
      trial.salt,
    )
    if (order.every((from, to) => look(trial.rows[from]) === look(trial.rows[to])))
      return trivial('all rows were alike')
    const turned = given(await trial.call({ rows: order.map((i) => trial.rows[i]) }))
    return compare(
      order.map((i) => whole[i]),
      turned,
      'of rows in another order it did not give the same in that order',
    )
  },
}

export const orderFree: Law<StageTrial> = {
  id: 'S16',
  name: 'order-free',
  statement: 'f(πx) ≡ f(x)',
  why: 'The answer depends on which row happens to come first: on the engine, on the number of workers, on the file.',
  mend: 'break ties by the whole row; add up exactly (A.sum); take the least instead of the first',
  declared: 'orderFree',
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const order = permuted(trial.rows, trial.salt)
    if (look(order) === trial.looked) return trivial('all rows were alike')
    return sameAsFirst(
      trial,
      () => trial.call({ rows: order }),
      'of the same rows in another order it gave something else',
    )
  },
}

export const keyLocal: Law<StageTrial> = {
  id: 'S17',
  name: 'key-local',
  statement: 'f(x) restricted to key k ≡ f(x restricted to k)',
  why: 'Rows of one partition change the answer for another.',
  mend: 'keep what is remembered apart for each key',
  declared: 'keyLocal',
  check: async (trial) => {
    const { key } = trial
    if (key === undefined || trial.takes === 'row') return trivial('no key is declared')
    const whole = given(await trial.first())
    if (whole === undefined) return notRows
    const keys = keysOf(trial.rows, key)
    for (const one of keys) {
      const of = (rows: readonly unknown[]): readonly unknown[] => rows.filter((row) => look(key(row)) === one)
      const finding = compare(
        given(await trial.call({ rows: of(trial.rows) })),
        of(whole),
        'a key by itself gave something else than among the others',
      )
      if (finding.kind === 'broken') return finding
    }
    return keys.length > 1 ? held : trivial('there was one key')
  },
}
