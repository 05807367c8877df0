/**
 * Which files are intact against a few lines of plain JavaScript over the same files.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as F from 'floe'
import { expect, test } from 'vitest'
import { formats } from '../../examples/06-intact.ts'
import { exactSum, groupsOf, jsonOf, pathOf } from './data.ts'

interface Resource {
  readonly path: string
  readonly format: string
  readonly hash: string
  readonly bytes: number
}

test('the answer is the one that plain JavaScript gives', async () => {
  const { resources } = jsonOf<{ readonly resources: readonly Resource[] }>('../datapackage.json')
  const expected = [...groupsOf(resources, (file) => file.format)]
    .map(([key, files]) => ({
      key,
      files: files.length,
      megabytes: exactSum(
        files.map((file) => file.bytes / 1e6),
        2 ** 80,
      ),
      intact: files.every(({ path, hash }) => {
        const bytes = readFileSync(pathOf(path))
        const text = Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes])
        return hash === `sha1:${createHash('sha1').update(text).digest('hex')}`
      }),
    }))
    .sort((a, b) => b.megabytes - a.megabytes)
  expect((await F.toList(formats)).toArray()).toEqual(expected)
})
