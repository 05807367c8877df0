/**
 * Strikes of wildlife against a few lines of plain JavaScript over the same file: the table, and both files.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { write } from '../../examples/09-wildlife-strikes.ts'
import { cellsOf, groupsOf } from './data.ts'

const folder = mkdtempSync(join(tmpdir(), 'floe-strikes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the answers are those that plain JavaScript gives', async () => {
  const strikes = cellsOf('birdstrikes.csv').map((cells) => {
    const [airport = '', , damage = '', date = '', , , , , species = '', , , , dollars = ''] = cells
    return { date, airport, species, damage, dollars }
  })
  const isDamaging = (strike: (typeof strikes)[number]): boolean => strike.damage !== 'None'
  const expected = [...groupsOf(strikes, (strike) => strike.species)]
    .map(([species, group]) => ({
      species,
      strikes: group.length,
      damaging: group.filter(isDamaging).length,
      dollars: group.reduce((sum, strike) => sum + Number(strike.dollars), 0),
    }))
    .filter((one) => one.strikes >= 20)
    .sort((a, b) => b.damaging / b.strikes - a.damaging / a.strikes)
  const file = (rows: typeof strikes): string =>
    ['date,airport,species,damage,dollars', ...rows.map((row) => Object.values(row).join(',')), ''].join('\n')

  const result = await write(folder)()
  if (result._tag === 'Left') throw result.left
  const { rows, report } = result.right
  expect(rows.species.toArray()).toEqual(expected.slice(0, 10))
  expect(report.rowsIn, 'read once').toBe(strikes.length)
  expect(readFileSync(join(folder, 'damaging.csv'), 'utf8')).toBe(file(strikes.filter(isDamaging)))
  expect(gunzipSync(readFileSync(join(folder, 'harmless.csv.gz'))).toString()).toBe(
    file(strikes.filter((strike) => !isDamaging(strike))),
  )
})
