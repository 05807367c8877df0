/**
 * Measures what memory, workers and the size of batches do, and draws it for docs/guide/how-big-how-fast-how-many.md.
 *
 *   npm run plots -- [memory workers batches] [--rounds 3] [--quick] [--draw]
 *
 * Without names, all. `--quick` is a hundredth of the data and one round, and writes nothing; `--draw` measures nothing and
 * draws again what was measured last.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installed } from './installed.mjs'

const { values: given, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
  },
})

installed('@observablehq/plot')
const { measure } = await import('./plots/measure.mjs')
const { residentByMemory, timeByBatch, timeByMemory, timeByWorkers } = await import('./plots/draw.mjs')
const { machine } = await import('./report.mjs')

const figures = {
  memory: {
    what: {
      group: 'memory',
      jobs: ['sort', 'group', 'join'],
      settings: ['16MB', '32MB', '64MB', '128MB', '256MB', '512MB', '1GB', '100GB'],
    },
    plots: { 'memory-time': timeByMemory, 'memory-resident': residentByMemory },
  },
  workers: {
    what: { group: 'workers', jobs: ['heavy', 'light'], settings: [1, 2, 4] },
    plots: { 'workers-time': timeByWorkers },
  },
  batches: {
    what: {
      group: 'batches',
      jobs: ['filter'],
      settings: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 100_000],
      warm: 1,
    },
    plots: { 'batches-time': timeByBatch },
  },
}

const unknown = wanted.filter((name) => !Object.hasOwn(figures, name))
if (unknown.length > 0) throw new Error(`no figure ${unknown.join(', ')}; there are ${Object.keys(figures).join(', ')}`)

const folder = new URL('../../docs/guide/plots/', import.meta.url)
const scale = given.quick ? 0.01 : 1
const rounds = given.quick ? 1 : Number(given.rounds)

for (const [name, { what, plots }] of Object.entries(figures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const data = new URL(`${name}.json`, folder)
  if (!given.draw) {
    const log = (line) => console.error(`  ${name}: ${line}`)
    const results = await measure(what, { scale, rounds, log })
    const lines = results.map((result) => `    ${JSON.stringify(result)}`).join(',\n')
    const head = JSON.stringify({ machine: await machine(), scale, rounds }).slice(1, -1)
    if (given.quick) console.log(lines)
    else writeFileSync(data, `{\n  ${head},\n  "results": [\n${lines}\n  ]\n}\n`)
  }
  if (given.quick) continue
  const measured = JSON.parse(readFileSync(data, 'utf8'))
  for (const [plot, draw] of Object.entries(plots)) writeFileSync(new URL(`${plot}.svg`, folder), draw(measured))
}
