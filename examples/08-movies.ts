/**
 * Which kinds of film earn back their money best?
 *
 * A list of 3,201 films up to 2011, as it was found: with titles that have become numbers, with films whose budget nobody knows,
 * and with Gone with the Wind in 2039. The codec says which fields a film has, and `validate` what must hold of them besides. A
 * film that does not fit is rejected with its reason, and the answer is that of the others. The file comes with the package
 * vega-datasets.
 *
 * floe run examples/08-movies.ts#genres --on-error reject
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { json } from 'floe/io'
import * as t from 'io-ts'

const movies = fileURLToPath(new URL('../data/movies.json', import.meta.resolve('vega-datasets')))

const Movie = t.readonly(
  t.type({
    Title: t.string,
    'Release Date': t.string,
    'Major Genre': t.union([t.string, t.null]),
    'Production Budget': t.number,
    'Worldwide Gross': t.number,
  }),
)

const yearOf = (date: string) => Number(date.slice(-4))

const films = F.pipe(
  json(movies, Movie),
  F.validate(
    (movie) => yearOf(movie['Release Date']) <= 2011,
    (movie) => `${movie.Title} is said to come out in ${yearOf(movie['Release Date'])}`,
  ),
)

export const genres = F.pipe(
  films,
  F.groupBy((film) => film['Major Genre'], {
    films: A.count(),
    timesTheBudget: A.median((film) => film['Worldwide Gross'] / film['Production Budget']),
  }),
  F.filter((genre) => genre.films >= 30),
  F.topBy(10, (genre) => genre.timesTheBudget),
)
