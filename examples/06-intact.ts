/**
 * Are the files of a package what the package says they are?
 *
 * The package vega-datasets comes with a list of its files, their sizes and their hashes. The hashes are those of git: SHA-1 of
 * the word blob, the size, a zero byte and the content. To read a file takes time and may fail, so it has a place of its own:
 * `mapAsync` runs tasks, four at a time, and gives what they give in the order of the list.
 *
 * floe run examples/06-intact.ts#formats
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { json } from 'floe/io'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'

const root = new URL('..', import.meta.resolve('vega-datasets'))

const Resource = t.readonly(t.type({ path: t.string, format: t.string, hash: t.string, bytes: t.number }))
type Resource = t.TypeOf<typeof Resource>

const content = ({ path }: Resource) => TE.tryCatch(() => readFile(new URL(`data/${path}`, root)), String)

const gitHash = (bytes: Uint8Array) => createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

const checked = F.pipe(
  json(fileURLToPath(new URL('datapackage.json', root)), Resource, { at: 'resources' }),
  F.mapAsync(
    (file) =>
      F.pipe(
        content(file),
        TE.map((bytes) => ({ ...file, intact: file.hash === `sha1:${gitHash(bytes)}` })),
      ),
    { concurrency: 4 },
  ),
)

export const formats = F.pipe(
  checked,
  F.groupBy((file) => file.format, {
    files: A.count(),
    megabytes: A.sum((file) => file.bytes / 1e6),
    intact: A.every((file) => file.intact),
  }),
  F.topBy(10, (format) => format.megabytes),
)
