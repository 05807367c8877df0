/**
 * Measures Floe beside its peers.
 *
 *   npm run bench -- [B3 …] [--quick] [--rounds 9] [--scale 1] [--only Floe,loop] [--node-options=--cpu-prof]
 *
 * Without names, all workloads. `--quick` is a twentieth of the data and 3 rounds: to see that all works and agrees.
 * Whole runs (no `--quick`, `--scale`, `--only` or `--node-options`) are written to results/, and from there into docs/benchmarks.md.
 */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installed } from './installed.mjs'

const here = (path) => new URL(path, import.meta.url)

const { values: given, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    scale: { type: 'string' },
    only: { type: 'string' },
    'node-options': { type: 'string' },
  },
})

installed('arquero')

const { contest } = await import('./harness.mjs')
const { machine, print, save, writeDocs } = await import('./report.mjs')

const workloads = []
for (const file of readdirSync(here('workloads')).sort())
  for (const workload of (await import(here(`workloads/${file}`))).default) workloads.push({ file, ...workload })

const unknown = wanted.filter((id) => !workloads.some((workload) => workload.id === id))
if (unknown.length > 0)
  throw new Error(`no workload ${unknown.join(', ')}; there are ${workloads.map(({ id }) => id).join(', ')}`)

const options = {
  rounds: Number(given.rounds ?? (given.quick ? 3 : 9)),
  scale: Number(given.scale ?? (given.quick ? 0.05 : 1)),
  only: given.only?.split(','),
  nodeOptions: given['node-options']?.split(' '),
  log: (line) => console.error(`  ${line}`),
}
const whole = options.scale === 1 && options.only === undefined && options.nodeOptions === undefined

for (const workload of workloads.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  console.error(`${workload.id}: ${workload.title}`)
  const result = await (workload.measure === undefined ? contest(workload, options) : workload.measure())
  console.log(print(workload, result))
  if (!whole) continue
  await save(workload, { machine: await machine(), ...result })
  writeDocs(workloads)
}
