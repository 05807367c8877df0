/**
 * Films whose titles are numbers, rejected and worked on once more, against a few lines of plain JavaScript.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as F from 'floe'
import { afterAll, expect, test } from 'vitest'
import { films, numbered } from '../../examples/15-titles.ts'
import { jsonOf } from './data.ts'

const folder = mkdtempSync(join(tmpdir(), 'floe-titles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Film {
  readonly Title: unknown
  readonly 'IMDB Votes': number | null
}
const all = jsonOf<readonly Film[]>('movies.json')
const plain = (some: readonly Film[]) => some.map(({ Title, 'IMDB Votes': votes }) => ({ Title, 'IMDB Votes': votes }))

test('what fits is given, what does not is set aside', async () => {
  const result = await F.run(films, { onError: 'reject' })()
  if (result._tag === 'Left') throw result.left
  const many = all.filter((film) => typeof film.Title === 'string' && (film['IMDB Votes'] ?? 0) >= 400_000)
  expect(result.right.rows.toArray()).toEqual(plain(many))
  expect(result.right.rejects.size).toBe(all.filter((film) => typeof film.Title !== 'string').length)
})

test('by a mended codec numbers are titles, and what is missing is none', async () => {
  const result = await numbered(join(folder, 'rejects.ndjson'))
  if (result._tag === 'Left') throw result.left
  expect(result.right.rows.toArray()).toEqual(plain(all.filter((film) => typeof film.Title === 'number')))
  expect(result.right.rejects.map(({ summary }) => summary).toArray()).toEqual(['null is not string | number'])
})
