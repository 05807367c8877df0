/**
 * The word count against a few lines of plain JavaScript over the same text.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { expect, test } from 'vitest'
import { words } from '../../examples/02-word-count.ts'

test('the answer is the one that plain JavaScript gives', async () => {
  const text = readFileSync(fileURLToPath(new URL('LICENSE', import.meta.resolve('typescript/package.json'))), 'utf8')
  const times = new Map<string, number>()
  for (const word of text.toLowerCase().split(/[^a-z]+/))
    if (word.length > 4) times.set(word, (times.get(word) ?? 0) + 1)
  const expected = [...times].map(([key, n]) => ({ key, n })).sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))
  expect((await F.toList(words)).toArray()).toEqual(expected.slice(0, 10))
})
