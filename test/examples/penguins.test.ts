/**
 * The penguins of a service against a few lines of plain JavaScript over the file that it reads.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { kinds } from '../../examples/12-penguins.ts'
import { groupsOf, jsonOf } from './data.ts'

interface Penguin {
  readonly Species: string
  readonly 'Body Mass (g)': number | null
}

test('the answer is the one that plain JavaScript gives', async () => {
  const expected = [...groupsOf(jsonOf<readonly Penguin[]>('penguins.json'), (penguin) => penguin.Species)]
    .map(([kind, group]) => {
      const weighed = group.flatMap((penguin) => penguin['Body Mass (g)'] ?? [])
      return { kind, penguins: group.length, grams: weighed.reduce((a, b) => a + b, 0) / weighed.length }
    })
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
  expect((await F.toList(kinds)).toArray()).toEqual(expected)
})
