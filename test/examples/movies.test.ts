/**
 * Films by genre, and those that are rejected, against a few lines of plain JavaScript over the same file.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { genres } from '../../examples/08-movies.ts'
import { groupsOf, jsonOf } from './data.ts'

interface Film {
  readonly Title: string | number | null
  readonly 'Release Date': string
  readonly 'Major Genre': string | null
  readonly 'Production Budget': number | null
  readonly 'Worldwide Gross': number | null
}

const isFilm = (film: Film): boolean =>
  typeof film.Title === 'string' && film['Production Budget'] !== null && film['Worldwide Gross'] !== null

const isOut = (film: Film): boolean => new Date(film['Release Date']).getFullYear() <= 2011

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return (low + high) / 2
}

test('the answer is the one that plain JavaScript gives', async () => {
  const films = jsonOf<readonly Film[]>('movies.json')
  const sound = films.filter((film) => isFilm(film) && isOut(film))
  const expected = [...groupsOf(sound, (film) => String(film['Major Genre']))]
    .map(([, group]) => ({
      key: group[0]?.['Major Genre'],
      films: group.length,
      timesTheBudget: median(group.map((film) => Number(film['Worldwide Gross']) / Number(film['Production Budget']))),
    }))
    .filter((genre) => genre.films >= 30)
    .sort((a, b) => b.timesTheBudget - a.timesTheBudget)

  const result = await F.run(genres, { onError: 'reject' })()
  if (result._tag === 'Left') throw result.left
  const { rows, rejects, report } = result.right
  expect(rows.toArray()).toEqual(expected.slice(0, 10))
  expect(report).toMatchObject({ rowsIn: films.length, rowsRejected: films.length - sound.length })
  const said = rejects.map((reject) => reject.summary).toArray()
  expect(said.filter((summary) => summary.includes('is said to come out in'))).toEqual(
    films
      .filter((film) => isFilm(film) && !isOut(film))
      .map((film) => `${film.Title} is said to come out in ${film['Release Date'].slice(-4)}`),
  )
})

test('unless it is said otherwise, the first film that does not fit ends the run', () =>
  expect(F.toList(genres)).rejects.toThrow('FLOE300 InvalidRow: '))
