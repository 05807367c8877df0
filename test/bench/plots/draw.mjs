/**
 * Draws what was measured. The same numbers give the same picture, byte for byte.
 */
import * as Plot from '@observablehq/plot'
import { drawn as drawnPlot } from './drawn.mjs'

const colours = {
  domain: ['sort', 'group', 'join', 'heavy', 'light'],
  range: ['#4269d0', '#d1495b', '#2a9d5c', '#4269d0', '#d1495b'],
}
const titles = {
  sort: 'sort 3 M rows',
  group: 'group 3 M rows by 1 M keys',
  join: 'join 3 M rows with 1 M rows',
}

/** In the colours of jobs. */
const drawn = (options) => drawnPlot({ color: colours, ...options })

const megabytesOf = (setting) => {
  const [, number, unit] = /^(\d+)(MB|GB)$/.exec(setting)
  return Number(number) * (unit === 'GB' ? 1000 : 1)
}

/** The greatest budget stands for none. */
const nameOf = (setting, greatest) => (setting === greatest ? 'no bound' : setting.replace(/(\d)([MG]B)/, '$1 $2'))

const memoryPlot = (results, y, marks) => {
  const rows = results.map((result) => ({ ...result, title: titles[result.job], value: y.of(result) }))
  const settings = [...new Set(rows.map(({ setting }) => setting))]
  const greatest = settings.at(-1)
  return drawn({
    width: 900,
    height: 280,
    marginLeft: 55,
    marginRight: 15,
    marginBottom: 55,
    fx: { label: null, domain: Object.values(titles), padding: 0.12 },
    x: {
      type: 'point',
      domain: settings,
      label: 'memory: the budget',
      tickFormat: (s) => nameOf(s, greatest),
      tickRotate: -35,
      padding: 0.3,
    },
    y: { label: y.label, grid: true, domain: [0, y.most], nice: true },
    marks: [
      Plot.ruleY([0]),
      ...marks(rows),
      Plot.lineY(rows, { fx: 'title', x: 'setting', y: 'value', stroke: 'job', strokeWidth: 2 }),
      Plot.dot(rows, { fx: 'title', x: 'setting', y: 'value', fill: 'job', r: 3.5 }),
    ],
  })
}

const most = (results, of) => Math.max(...results.map(of))

/** Run time by the budget. */
export const timeByMemory = ({ results }) => {
  const of = ({ cpu }) => cpu / 1000
  return memoryPlot(results, { label: 'processor time, s', of, most: most(results, of) }, () => [])
}

/** Resident memory by the budget, with the budget itself, and what lay on the disk. */
export const residentByMemory = ({ results }) => {
  const of = ({ rssMB }) => rssMB
  const highest = most(results, ({ rssMB, diskMB }) => Math.max(rssMB, diskMB))
  return memoryPlot(results, { label: 'MB', of, most: highest }, (rows) => {
    const budgets = rows
      .map((row) => ({ ...row, budget: megabytesOf(row.setting) }))
      .filter(({ budget }) => budget <= highest)
    const [{ title, setting, diskMB }] = rows
    const { rssMB, setting: greatest } = rows.findLast((row) => row.title === title)
    const { budget, setting: last } = budgets.findLast((row) => row.title === title)
    const label = (y, x, text, rest) =>
      Plot.text([text], { fx: () => title, x: () => x, y: () => y, text: () => text, textAnchor: 'start', ...rest })
    return [
      Plot.lineY(rows, { fx: 'title', x: 'setting', y: 'diskMB', stroke: '#888', strokeDasharray: '2,3' }),
      Plot.lineY(budgets, { fx: 'title', x: 'setting', y: 'budget', stroke: 'black', strokeDasharray: '6,3' }),
      label(diskMB, setting, 'on disk', { fill: '#666', dy: 9 }),
      label(rssMB, greatest, 'resident', { fill: '#4269d0', dx: 6, dy: -12, textAnchor: 'end' }),
      label(budget, last, 'budget', { dx: 6 }),
    ]
  })
}

const jobsOfWorkers = { heavy: 'much to do for each row', light: 'little to do for each row' }

/** Processor time of all threads by the number of workers, against that of one thread. */
export const timeByWorkers = ({ results }) => {
  const alone = new Map(results.filter(({ setting }) => setting === 1).map(({ job, cpu }) => [job, cpu]))
  const rows = results.map((result) => ({
    ...result,
    title: jobsOfWorkers[result.job],
    value: result.cpu / alone.get(result.job),
    text: `${(result.cpu / 1000).toFixed(1)} s`,
  }))
  return drawn({
    width: 640,
    height: 260,
    marginLeft: 50,
    marginBottom: 40,
    fx: { label: null, domain: Object.values(jobsOfWorkers), padding: 0.15 },
    x: { label: 'workers', padding: 0.35 },
    y: { label: '× one thread', grid: true, domain: [0, 1.1 * most(rows, ({ value }) => value)], nice: true },
    marks: [
      Plot.ruleY([0]),
      Plot.barY(rows, { fx: 'title', x: 'setting', y: 'value', fill: 'job' }),
      Plot.text(rows, { fx: 'title', x: 'setting', y: 'value', text: 'text', dy: -8 }),
    ],
  })
}

/** Time for a row by the rows of a batch. */
export const timeByBatch = ({ results, scale }) => {
  const rows = results.map((result) => ({ ...result, value: (result.cpu * 1e6) / (1e6 * scale) }))
  return drawn({
    width: 640,
    height: 260,
    marginLeft: 60,
    marginRight: 40,
    marginBottom: 45,
    x: {
      type: 'log',
      label: 'rows of a batch',
      tickFormat: (n) => n.toLocaleString('en'),
      ticks: rows.map(({ setting }) => setting).filter((n) => Number.isInteger(Math.log10(n))),
    },
    y: {
      type: 'log',
      label: 'processor time for a row, ns',
      grid: true,
      ticks: [50, 100, 200, 500, 1000, 2000, 5000].filter(
        (n) => rows.some(({ value }) => value <= n) && rows.some(({ value }) => value >= n),
      ),
      tickFormat: (n) => n.toLocaleString('en'),
    },
    marks: [
      Plot.lineY(rows, { x: 'setting', y: 'value', stroke: '#4269d0', strokeWidth: 2 }),
      Plot.dot(rows, { x: 'setting', y: 'value', fill: '#4269d0', r: 3.5 }),
    ],
  })
}
