/**
 * Draws what batches of rows from a database take. The same numbers give the same picture, byte for byte.
 */
import * as Plot from '@observablehq/plot'
import { drawn } from './drawn.mjs'

const colours = { domain: ['same machine', '2 ms away'], range: ['#4269d0', '#d1495b'], legend: false }

const plot = ({ results }, y) => {
  const rows = results.map((result) => ({ ...result, value: y.of(result) }))
  const named = (where) => rows.filter((row) => row.where === where && row.setting === 10)
  const [near, far] = colours.domain
  const text = { x: 'setting', y: 'value', text: 'where', fill: 'where' }
  return drawn({
    width: 640,
    height: 280,
    marginLeft: 60,
    marginRight: 40,
    marginBottom: 45,
    color: colours,
    x: {
      type: 'log',
      label: 'batch: rows of a fetch',
      tickFormat: (n) => n.toLocaleString('en'),
      ticks: [1, 10, 100, 1000, 10_000, 100_000],
    },
    y: { label: y.label, grid: true, tickFormat: (n) => n.toLocaleString('en'), ...y.scale },
    marks: [
      Plot.lineY(rows, { x: 'setting', y: 'value', stroke: 'where', strokeWidth: 2 }),
      Plot.dot(rows, { x: 'setting', y: 'value', fill: 'where', r: 3.5 }),
      Plot.text(named(near), { ...text, textAnchor: 'end', dx: -4, dy: 14 }),
      Plot.text(named(far), { ...text, textAnchor: 'start', dx: 8, dy: -10 }),
    ],
  })
}

/** Time of a million rows by the rows of a fetch. */
export const timeByFetch = (measured) =>
  plot(measured, {
    label: 'time of 1,000,000 rows, s',
    of: ({ ms, rows }) => (ms / 1000) * (1e6 / rows),
    scale: { type: 'log', ticks: [10, 30, 100, 300, 1000, 3000] },
  })

/** Resident memory by the rows of a fetch. */
export const memoryByFetch = (measured) =>
  plot(measured, { label: 'resident, MB', of: ({ rssMB }) => rssMB, scale: { zero: true, nice: true } })
