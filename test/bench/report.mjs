/**
 * Results as JSON and as tables: for the terminal, and for docs/benchmarks.md, where they stand between markers.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { F } from './floe.mjs'

const results = new URL('results/', import.meta.url)
const page = new URL('../../docs/benchmarks.md', import.meta.url)
const fileOf = ({ id }) => new URL(`${id.toLowerCase()}.json`, results)

/** What it was measured on. */
export const machine = async () => {
  const result = await F.run(F.rows([]))()
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    cpu: `${cpus()[0].model.trim()}, ${cpus().length} cores`,
    load: loadavg()[1],
    engine: result.right.report.engine,
    commit: process.env.FLOE_COMMIT ?? git('rev-parse', '--short', 'HEAD'),
  }
}

const digits = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
const time = (ms) => (ms >= 1000 ? `${digits(ms / 1000)} s` : `${digits(ms)} ms`)
const ratio = (value) => (value === undefined ? '' : value >= 9.95 ? value.toFixed(0) : value.toFixed(2))
const size = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const timesOf = ({ ratioTo }, contestants) => {
  const has = ratioTo !== undefined
  const head = ['', 'median', 'from … to', 'runs', 'processor', 'first run', 'peak memory']
  return table(
    [...head, ...(has ? [`× ${ratioTo}`, 'of processor'] : [])],
    contestants
      .toSorted((a, b) => a.median - b.median)
      .map((one) => [
        [one.name === 'Floe' ? '**Floe**' : one.name, one.version].filter((part) => part !== undefined).join(' '),
        time(one.median),
        `${time(one.least)} … ${time(one.most)}`,
        one.runs,
        time(one.cpu),
        time(one.first),
        size(one.peak),
        ...(has ? [ratio(one.ratio), ratio(one.processorRatio)] : []),
      ]),
  )
}

const verdict = ([clock, processor]) => {
  if (clock === processor) return clock ? 'yes' : '**no**'
  return clock ? 'by the clock only' : 'of processor only'
}

const aimsOf = (aims) =>
  table(
    ['aim', 'measured', 'of processor', 'reached'],
    aims.map(({ text, unit, clock, processor, reached }) => [
      text,
      ...[clock, processor].map((value) => (value === undefined ? '' : `${digits(value)} ${unit}`)),
      reached === undefined ? 'no aim' : verdict(reached),
    ]),
  )

/** The tables of one workload. */
export const print = (workload, { contestants = [], aims }) =>
  [
    `### ${workload.id}: ${workload.title}`,
    workload.text,
    ...(contestants.length > 0 ? [timesOf(workload, contestants)] : []),
    ...(aims.length > 0 ? [aimsOf(aims)] : []),
  ].join('\n\n')

export const save = (workload, result) => {
  mkdirSync(results, { recursive: true })
  const short = (_key, value) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value)
  writeFileSync(fileOf(workload), `${JSON.stringify(result, short, 2)}\n`)
}

/** With the load of the machine at the end: where it is more than its cores, others were at work. */
const measuredOn = ({ date, node, cpu, load, engine, commit }) =>
  `Measured ${date}: ${cpu} (load ${load.toFixed(1)}), Node ${node}, engine \`${engine}\`, commit ${commit}.`

/** Writes the saved results of all workloads between the markers of the page. */
export const writeDocs = (workloads) => {
  const parts = workloads
    .filter((workload) => existsSync(fileOf(workload)))
    .map((workload) => {
      const result = JSON.parse(readFileSync(fileOf(workload), 'utf8'))
      return `${print(workload, result)}\n\n${measuredOn(result.machine)}`
    })
  const text = readFileSync(page, 'utf8')
  const [before, rest] = text.split('<!-- bench -->')
  const [, after] = (rest ?? '').split('<!-- /bench -->')
  if (after === undefined) throw new Error('docs/benchmarks.md has no markers')
  writeFileSync(page, `${before}<!-- bench -->\n\n${parts.join('\n\n')}\n\n<!-- /bench -->${after}`)
}
