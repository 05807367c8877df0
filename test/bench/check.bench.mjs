/**
 * How long `floe check` takes for a project of 200 stages: a module of ten pipelines of twenty stages each, which is generated
 * here, checked by the built program. `node test/bench/check.bench.mjs`
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Twenty stages over orders; `k` makes its functions others than those of the next. */
const pipeline = (k) => `
export const orders${k} = F.pipe(
  F.fromSource(source),
  F.decode(Order),
  F.filter((order) => order.amount > ${k}),
  F.map((order) => ({ ...order, amount: order.amount + ${k} })),
  F.derive({ net: (order) => order.amount * ${1 - k / 100}, tag${k}: (order) => order.tags.join('${k}') }),
  F.validate((order) => order.city !== '${k}', 'no city'),
  F.filter((order) => order.tags.length < ${k + 3}),
  F.map((order) => ({ ...order, tags: order.tags.filter((tag) => tag !== '${k}') })),
  F.flatMap((order) => (order.id % ${k + 2} === 0 ? [order, { ...order, id: order.id + 1 }] : [order])),
  F.update((draft) => { draft.net += ${k} }),
  F.distinctBy((order) => [order.id, ${k}]),
  F.sortBy((order) => order.city, F.descending((order) => order.net + ${k})),
  F.scan((last, order) => ({ ...order, total: last.total + order.net / ${k + 1} }), { total: 0 }),
  F.over({ by: (order) => order.city + '${k}' }, { mean: W.rolling(A.mean((order) => order.net + ${k}), { rows: 5 }) }),
  F.filter((order) => order.mean < 1e${k + 5}),
  F.groupBy((order) => order.city.slice(0, ${k + 1}), {
    orders: A.count(),
    net: A.sum((order) => order.net * ${k + 1}),
    best: A.maxBy((order) => order.total - ${k}),
  }),
  F.map(({ key, best, ...rest }) => ({ city: key, most: best?.total ?? ${k}, ...rest })),
  F.filter((city) => city.orders > ${k % 2}),
  F.derive({ share: (city) => city.net / (city.most + ${k}) }),
  F.topBy(10, (city) => city.share + ${k}),
)
`

const text = `
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as t from 'io-ts'

const Order = t.type({ id: t.number, city: t.string, amount: t.number, tags: t.array(t.string) })
const rows = Array.from({ length: 5000 }, (_, i) => ({
  id: i, city: ['Ulm', 'Kiel', 'Bonn', 'Jena', ''][(i * 7) % 5], amount: ((i * 7919) % 1000) / 8, tags: i % 3 ? ['a', 'b'] : [],
}))
const source = {
  format: 'made', name: 'orders', details: '', schema: F.schemaOf(F.pipe(F.rows([]), F.decode(Order)).plan),
  size: async () => ({ rows: rows.length }),
  open: async function* () {
    yield { rows, errors: new Map(), where: (i) => ({ source: 'orders', row: i + 1 }), bytes: 0 }
  },
}
${Array.from({ length: 10 }, (_, k) => pipeline(k)).join('')}
`

// Beside the package, so that it finds it by its name.
const folder = mkdtempSync(join(root, 'test/check-bench-'))
try {
  const path = join(folder, 'orders.mjs')
  writeFileSync(path, text)
  const nodeOptions = process.argv.slice(2)
  const began = performance.now()
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...nodeOptions,
      join(root, 'dist/cli/main.js'),
      'check',
      path,
      '--json',
      '--no-write',
      ...(process.env.CHECK_ARGS ?? '').split(' ').filter(Boolean),
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 1e9 },
  )
  const seconds = (performance.now() - began) / 1000
  if (stderr !== '') console.error(stderr)
  const { parts, summary } = JSON.parse(stdout)
  console.log(
    `200 stages, ${parts.length} parts, ${summary.held} laws held, ${summary.broken} broken, exit ${status}: ${seconds.toFixed(1)} s`,
  )
  const tried = parts.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, 5)
  for (const { name, milliseconds } of tried) console.log(`  ${milliseconds.toFixed(0).padStart(6)} ms  ${name}`)
  for (const { name, laws } of parts)
    for (const { id, failure } of laws) if (failure !== null) console.log(`  ${id} broken: ${name}: ${failure.what}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
