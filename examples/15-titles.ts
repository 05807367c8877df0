/**
 * Which films are named by a number?
 *
 * In the file of films that comes with the package vega-datasets most titles are text, and some are numbers, or missing: rows that do not
 * fit the codec. `onError: 'reject'` sets them aside, each with its place, its reason and its text. When the codec has been mended they
 * are worked on once more, and no others; what no codec should take is rejected again.
 *
 * floe run examples/15-titles.ts#films --on-error reject
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { json, ndjson, toNdjson } from 'floe/io'
import * as t from 'io-ts'

const file = fileURLToPath(new URL('../data/movies.json', import.meta.resolve('vega-datasets')))

const Votes = t.union([t.number, t.null])

/** Films on which so many have voted, by a codec for titles. */
const filmsBy = <C extends t.Mixed>(Title: C, leastVotes: number) =>
  F.pipe(
    json(file, t.readonly(t.type({ Title, 'IMDB Votes': Votes }))),
    F.filter((film, p) => (film['IMDB Votes'] ?? 0) >= p.leastVotes, { leastVotes }),
  )

export const films = filmsBy(t.string, 400_000)

/** A first run, which keeps what it rejects in a file, and a second one, of these rows alone, by a codec that takes numbers. */
export const numbered = async (rejectsFile: string) => {
  await F.toList(films, { onError: 'reject', rejects: toNdjson(rejectsFile) })
  const rejects = await F.toList(ndjson(rejectsFile))
  const mended = filmsBy(t.union([t.string, t.number]), 0)
  return F.run(F.pipe(mended, F.replay(rejects)), { onError: 'reject' })()
}
