/**
 * The first example against a few lines of plain JavaScript over the same files, to the last bit.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { expect, test } from 'vitest'
import { worstStates } from '../../examples/01-late-flights.ts'

const data = join(dirname(fileURLToPath(import.meta.resolve('vega-datasets'))), '..', 'data')

/** The state of each airport. Names may have commas, so cells are counted from the end. */
const states = (): ReadonlyMap<string, string> =>
  new Map(
    readFileSync(join(data, 'airports.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .filter((cells) => cells.at(-4) !== 'NA')
      .map((cells) => [cells[0] ?? '', cells.at(-4) ?? '']),
  )

/** Sums of doubles that are exact: every addend here is a whole multiple of 2^-60. */
const unit = 2 ** 60

test('the answer is the one that plain JavaScript gives', async () => {
  const file = await asyncBufferFromFile(join(data, 'flights-3m.parquet'))
  const flights = await parquetReadObjects({ file, compressors, columns: ['origin', 'delay'] })
  const stateOf = states()
  const byState = new Map<string, { flights: number; minutes: number; hours: bigint }>()
  for (const { origin, delay } of flights) {
    const state = stateOf.get(String(origin))
    const minutes = Number(delay)
    if (minutes <= 15 || state === undefined) continue
    const group = byState.get(state) ?? { flights: 0, minutes: 0, hours: 0n }
    group.flights++
    group.minutes += minutes
    group.hours += BigInt((minutes / 60) * unit)
    byState.set(state, group)
  }
  const expected = [...byState]
    .map(([state, group]) => ({
      state,
      lateFlights: group.flights,
      minutesLate: group.minutes / group.flights,
      hoursLost: Number(group.hours) / unit,
    }))
    .sort((a, b) => b.minutesLate - a.minutesLate)
    .slice(0, 10)

  const result = await F.run(worstStates)()
  if (result._tag === 'Left') throw result.left
  const { rows, report, rejects } = result.right
  expect(rows.toArray()).toEqual(expected)
  expect(rejects.size).toBe(0)
  expect(report).toMatchObject({ rowsIn: 3_003_376, rowsOut: 10, rowsRejected: 0 })
})
