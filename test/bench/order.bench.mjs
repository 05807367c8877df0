/**
 * What it takes to sort rows canonically, and to make keys of them: processor time, which a busy machine moves least.
 *
 *   node test/bench/order.bench.mjs [path/to/dist]
 *
 * Rows are groups `{ key, n, total }`. `sortCanonically` goes column by column; `orderFor` is the comparison that was compiled for
 * the rows' schema, and `compareCanonical` the one for all rows, both in JavaScript's own sort. Each figure is the least of
 * several rounds, which take turns.
 */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const dist =
  process.argv[2] === undefined
    ? new URL('../../dist/', import.meta.url)
    : pathToFileURL(`${resolve(process.argv[2])}/`)
const load = (path) => import(new URL(path, dist))
const { compareCanonical, sortCanonically } = await load('data/canonical-order.js')
const { keyOf } = await load('data/key.js')
const { orderFor } = await load('code/order-for.js')
const { keyFor } = await load('code/key-for.js')

let seed = 0x9e3779b9
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const below = (n) => Math.floor(random() * n)
/** As it comes from a file: its characters one after the other, and not joined of parts. */
const flat = (text) => Buffer.from(text).toString('latin1')

const keys = {
  'short words, all different': (i) => flat(((i * 7_368_787) % 2 ** 31).toString(36)),
  'customer-0001234, all different': (i) => flat(`customer-${String((i * 7_368_787) % 1_000_003).padStart(7, '0')}`),
  'one of 1,000 words': () => flat(`w${below(1000)}`),
}
const known = (name, kind) => ({ name, schema: { kind }, optional: false })
const schema = { kind: 'record', fields: [known('key', 'string'), known('n', 'number'), known('total', 'number')] }

/** Milliseconds of the processor, the least of several rounds for each. */
const measured = (contestants, rounds) => {
  const least = contestants.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++)
    for (const [i, run] of contestants.entries()) {
      const before = process.cpuUsage()
      globalThis.sink = run()
      least[i] = Math.min(least[i], process.cpuUsage(before).user / 1000)
    }
  return least
}
const print = (name, figures) => console.log(name.padEnd(34), ...figures.map((x) => x.toFixed(0).padStart(18)))

for (const size of [100_000, 1_000_000]) {
  print(`ms for ${size} rows`, [])
  console.log(' '.repeat(35), ...['sortCanonically', 'orderFor', 'compareCanonical'].map((name) => name.padStart(17)))
  for (const [name, make] of Object.entries(keys)) {
    const rows = Array.from({ length: size }, (_, i) => ({ key: make(i), n: below(100), total: random() * 1e4 }))
    const sorts = [
      () => sortCanonically(rows),
      () => rows.toSorted(orderFor(schema)),
      () => rows.toSorted(compareCanonical),
    ]
    print(name, measured(sorts, size > 100_000 ? 3 : 7))
  }
}

const rows = Array.from({ length: 100_000 }, (_, i) => ({ key: flat(`w${i % 5000}`), n: i % 7, total: (i % 3) + 0.5 }))
const perRow = (key) => () => {
  let length = 0
  for (const row of rows) length += key(row).length
  return length
}
console.log('\nns for the key of a row, keyOf and keyFor')
print(
  '',
  measured([perRow(keyOf), perRow(keyFor(schema))], 20).map((ms) => (ms * 1e6) / rows.length),
)
