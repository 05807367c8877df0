/** What stands for rows, in a few bytes however many there are. */

import type { Order } from '../../data/order.ts'
import type { Digest } from './diverging-stage.ts'
import { hashOf } from './hash-of.ts'
import type { Rows } from './lockstep.ts'
import { printOf } from './relation.ts'

/** Reads rows to their end, and what goes wrong there. */
export const digestOfRows = async (order: Order, rows: Rows, seen: (row: unknown) => unknown): Promise<Digest> => {
  let [first, second, chain, other, count] = [0, 0, 0x811c9dc5, 0x1b873593, 0]
  const add = (print: string): void => {
    const [x, y] = [hashOf(print, 0x811c9dc5), hashOf(print, 0x1b873593)]
    first = (first + x) | 0
    second = (second + y) | 0
    chain = Math.imul(chain ^ x, 0x01000193)
    other = Math.imul(other ^ y, 0x85ebca6b) + 1
    count++
  }
  let wrong = 0
  const onError = (what: string): void => {
    wrong = (wrong + hashOf(what, 0x811c9dc5)) | 0
  }
  for await (const batch of rows.open(onError)) for (const row of batch) add(printOf(seen(row)))
  const unordered = `${first} ${second} ${count} ${wrong}`
  return { isSequence: order === 'sequence', ordered: `${chain} ${other} ${unordered}`, unordered }
}
