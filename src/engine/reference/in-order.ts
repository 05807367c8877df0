/**
 * What the operators mean that go by the order of rows: `take`, `drop` and their kin.
 */
import type {
  ChunkNode,
  DropNode,
  DropWhileNode,
  LastNode,
  ScanNode,
  SlidingNode,
  TakeNode,
  TakeWhileNode,
  ZipWithIndexNode,
} from '../../plan/node.ts'
import { nextState } from '../meaning/untouched.ts'
import { type Attempt, type Item, nowhere, type Row, type Rows } from './rows.ts'

export async function* take({ count }: TakeNode, _: Attempt, rows: Rows): Rows {
  let taken = 0
  if (count === 0) return
  for await (const item of rows) {
    yield item
    if (++taken === count) return
  }
}

export async function* drop({ count }: DropNode, _: Attempt, rows: Rows): Rows {
  let seen = 0
  for await (const item of rows) if (++seen > count) yield item
}

export async function* takeWhile({ lambda }: TakeWhileNode, attempt: Attempt, rows: Rows): Rows {
  for await (const item of rows)
    for (const holds of attempt(item, () => [lambda.call(item.row)])) {
      if (!holds) return
      yield item
    }
}

export async function* dropWhile({ lambda }: DropWhileNode, attempt: Attempt, rows: Rows): Rows {
  let dropping = true
  for await (const item of rows) {
    if (!dropping) yield item
    else
      for (const holds of attempt(item, () => [lambda.call(item.row)])) {
        dropping = Boolean(holds)
        if (!dropping) yield item
      }
  }
}

export async function* scan({ reducer, initial }: ScanNode, attempt: Attempt, rows: Rows): Rows {
  let state = initial
  for await (const item of rows)
    for (const next of attempt(item, () => [nextState(reducer, state, item.row)])) {
      state = next
      yield { row: next, place: item.place }
    }
}

export async function* zipWithIndex(_: ZipWithIndexNode, __: Attempt, rows: Rows): Rows {
  let index = 0
  for await (const { row, place } of rows) yield { row: Object.freeze([row, index++]), place }
}

export async function* chunk({ size }: ChunkNode, _: Attempt, rows: Rows): Rows {
  let gathered: Row[] = []
  for await (const { row } of rows) {
    gathered.push(row)
    if (gathered.length < size) continue
    yield { row: Object.freeze(gathered), place: nowhere }
    gathered = []
  }
  if (gathered.length > 0) yield { row: Object.freeze(gathered), place: nowhere }
}

export async function* sliding({ size, step }: SlidingNode, _: Attempt, rows: Rows): Rows {
  const window: Row[] = []
  // How many rows there are to pass over before the next window begins.
  let gap = 0
  for await (const { row } of rows) {
    if (gap > 0) {
      gap--
      continue
    }
    window.push(row)
    if (window.length < size) continue
    yield { row: Object.freeze([...window]), place: nowhere }
    gap = Math.max(0, step - size)
    window.splice(0, step)
  }
}

export async function* last(_: LastNode, __: Attempt, rows: Rows): Rows {
  let seen: Item | undefined
  for await (const item of rows) seen = item
  if (seen !== undefined) yield seen
}
