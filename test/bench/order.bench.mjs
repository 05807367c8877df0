/**
 * What it takes to sort rows canonically, and to make keys of them: processor time, which a busy machine moves least.
 *
 *   npx tsx test/bench/order.bench.mjs
 *
 * Rows are groups `{ key, n, total }`. `sortCanonically` goes column by column; `compareCanonical` is in JavaScript's own sort.
 * Each figure is the least of several rounds, which take turns.
 */
import { compareCanonical, sortCanonically } from '../../src/data/canonical-order.ts'
import { keyOf } from '../../src/data/key.ts'

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
  console.log(' '.repeat(35), ...['sortCanonically', 'compareCanonical'].map((name) => name.padStart(17)))
  for (const [name, make] of Object.entries(keys)) {
    const rows = Array.from({ length: size }, (_, i) => ({ key: make(i), n: below(100), total: random() * 1e4 }))
    const sorts = [() => sortCanonically(rows), () => rows.toSorted(compareCanonical)]
    print(name, measured(sorts, size > 100_000 ? 3 : 7))
  }
}

const rows = Array.from({ length: 100_000 }, (_, i) => ({ key: flat(`w${i % 5000}`), n: i % 7, total: (i % 3) + 0.5 }))
const keysOf = () => {
  let length = 0
  for (const row of rows) length += keyOf(row).length
  return length
}
console.log('\nns for the key of a row')
print(
  '',
  measured([keysOf], 20).map((ms) => (ms * 1e6) / rows.length),
)
