/**
 * Names of towns against a few lines of plain JavaScript over the same file.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { namesakes } from '../../examples/03-namesakes.ts'
import { cellsOf, groupsOf } from './data.ts'

test('the answer is the one that plain JavaScript gives', async () => {
  const zips = cellsOf('zipcodes.csv').map(([, , , city = '', state = '']) => ({ city, state }))
  const expected = [...groupsOf(zips, (zip) => zip.city)]
    .map(([town, group]) => ({ town, states: new Set(group.map((zip) => zip.state)).size }))
    .sort((a, b) => b.states - a.states || (a.town < b.town ? -1 : 1))
  expect((await F.toList(namesakes)).toArray()).toEqual(expected.slice(0, 10))
})
