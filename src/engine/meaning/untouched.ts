/**
 * What `update` and `tap` do with a row, which must stay as it was.
 */
import { enableMapSet, Immer } from 'immer'
import { fingerprint } from '../../data/fingerprint.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'

type Row = unknown

// Freezing would reach what a new row shares with the old one, which belongs to the user.
enableMapSet()
const immer = new Immer({ autoFreeze: false })

/** What `f` gives, provided that it leaves the row as it was. */
export const untouched = <B>(row: Row, hint: string, f: () => B, what = 'row'): B => {
  const before = fingerprint(row)
  const result = f()
  if (fingerprint(row) === before) return result
  throw new FloeError('RowMutated', {
    message: `the function changed its ${what}, which is now ${printValue(row)}`,
    hint,
  })
}

// A draft stands for objects, arrays, Map and Set only: a Date or bytes in it are the row's own.
/** The row as an immer recipe leaves its draft. */
export const update = (recipe: Lambda<Row, void>, row: Row): Row =>
  untouched(row, 'put a new Date, or new bytes, in the place of the old: draft.at = new Date(time)', () =>
    immer.produce(row, (draft) => {
      recipe.call(draft)
    }),
  )

/** The row itself, after a look at it. */
export const tap = (look: Lambda<Row, void>, row: Row): Row =>
  untouched(row, 'tap may look and not touch; use map or update to make a new row', () => {
    look.call(row)
    return row
  })

/** What a reducer makes of a state and a row. The state given before was given away, and stays as it was. */
export const nextState = (reducer: Reducer<unknown, Row>, state: unknown, row: Row): unknown =>
  untouched(
    state,
    'make a new state: (totals, row) => ({ ...totals, count: totals.count + 1 })',
    () => reducer.call(state, row),
    'state',
  )
