/**
 * What the functions of the corpus are tried on: rows as people have them, small, and alike often enough for ties.
 */
import * as fc from 'fast-check'

export const word = fc.string({ maxLength: 4 })
export const words = fc.array(word, { maxLength: 4 })
export const count = fc.nat(9)
export const amount = fc.integer({ min: -1000, max: 1000 })
/** Numbers as they are measured or paid, in hundredths: sums of them are rounded. */
export const measure = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100)
export const moment = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
})

export interface Item {
  id: number
  name: string
  tags: string[]
  price: number
  size: { width: number; height: number }
}

export const Item: fc.Arbitrary<Item> = fc.record({
  id: count,
  name: word,
  tags: words,
  price: amount,
  size: fc.record({ width: count, height: count }),
})

export interface Event {
  id: number
  at: Date
  kind: 'open' | 'close' | 'move'
}

export const Event: fc.Arbitrary<Event> = fc.record({
  id: count,
  at: moment,
  kind: fc.constantFrom('open', 'close', 'move'),
})

export interface Options {
  path: string
  force?: boolean
  depth?: number
}

export const Options: fc.Arbitrary<Options> = fc.record(
  { path: word, force: fc.boolean(), depth: count },
  { requiredKeys: ['path'] },
)

/** A tree of three levels. */
export interface Tree {
  name: string
  children: Tree[]
}

const treeOf = (below: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
  fc.record({ name: word, children: fc.array(below, { maxLength: 2 }) })

export const Tree: fc.Arbitrary<Tree> = treeOf(treeOf(word.map((name) => ({ name, children: [] }))))
