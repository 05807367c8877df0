/**
 * The names that the tables about operators use, besides the public modules; and how these tables write an error.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { fingerprint } from '../../src/data/fingerprint.ts'

/** The rows as they are, as a bag. */
export const asBag = <R>(rows: F.Bag<R>): F.Bag<R> =>
  F.pipe(rows, F.join(F.rows([0]), { left: () => 0, right: () => 0, how: 'semi' }))

const where = (index: number): F.Where => ({ source: 'test', row: index + 1 })

const sourceOf = (name: string, open: F.Source['open']) =>
  F.fromSource<number>({
    format: name,
    name: '',
    details: '',
    schema: F.schemaOf(F.rows([]).plan),
    size: async () => ({}),
    open,
  })

/** Three rows, of which the second cannot be read. */
const unreadable = sourceOf('unreadable', async function* () {
  const errors = new Map([[1, new F.FloeError('InvalidRow', { message: 'no row' })]])
  yield { rows: [1, undefined, 3], errors, where, bytes: 0 }
})

/** One row, and then the source is damaged. */
const torn = sourceOf('torn', async function* () {
  yield { rows: [1], errors: new Map(), where, bytes: 0 }
  throw new F.FloeError('SourceCorrupt', { message: 'torn' })
})

export const names: Readonly<Record<string, unknown>> = {
  F,
  A,
  E,
  W,
  O,
  t,
  csv,
  unreadable,
  torn,
  pipe: F.pipe,
  rows: F.rows,
  bag: (rows: readonly unknown[]) => asBag(F.rows(rows)),
}

/** Rows as fingerprints, in order. */
export const prints = (rows: Iterable<unknown>): readonly string[] => [...rows].map((row) => fingerprint(row) as string)

/** An error as the tables write it: `LambdaThrew map 2`. */
export const essence = ({ _tag, place }: F.RunError): string =>
  [_tag, place.stage?.split(' ')[0], place.row].filter((part) => part !== undefined).join(' ')
