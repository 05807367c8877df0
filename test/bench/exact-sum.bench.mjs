/**
 * What an exact sum costs: nanoseconds per value against a naive loop, microseconds per result, bytes per accumulator.
 *
 *   node --expose-gc --import tsx test/bench/exact-sum.bench.mjs [path/to/exact-sum.js]
 *
 * `naive` is the same loop with `s += x`, over a local variable for `addAll` and over a field of an object for `add`.
 * Each figure is the median of several rounds, which take turns, so that a busy machine slows all alike.
 */
import { pathToFileURL } from 'node:url'

const path = process.argv[2]
const { ExactSum } = await import(path ? pathToFileURL(path).href : '../../src/data/exact-sum.ts')

// A small generator, so that every run measures the same numbers.
let seed = 0x9e3779b9
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const randomDouble = () => {
  const words = new Uint32Array([random() * 2 ** 32, random() * 2 ** 32])
  const [x] = new Float64Array(words.buffer)
  return Number.isFinite(x) ? x : randomDouble()
}

const size = 100_000
const profiles = {
  'integers (0 … 1e6)': () => Math.floor(random() * 1e6),
  'integers (+ and -, 1e12)': () => Math.floor((random() - 0.5) * 2e12),
  'cents (12.34)': () => Math.round(random() * 1e6) / 100,
  'fractions (0 … 1)': () => random() + random() * 2 ** -32,
  'integers and halves': () => (random() < 0.5 ? 0 : 0.1) + Math.floor(random() * 1000),
  'log-normal (e^10N)': () => Math.exp(10 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  'wide (any bits)': randomDouble,
  'near overflow': () => (random() - 0.5) * Number.MAX_VALUE,
  subnormal: () => Math.floor(random() * 2 ** 52) * 5e-324,
}

const naiveAll = (xs) => {
  let s = 0
  for (let i = 0; i < xs.length; i++) s += xs[i]
  return s
}
class Naive {
  s = 0.5
  add(x) {
    this.s += x
  }
}
const naiveEach = (xs) => {
  const sum = new Naive()
  for (let i = 0; i < xs.length; i++) sum.add(xs[i])
  return sum.s
}
const exactAll = (xs) => {
  const sum = new ExactSum()
  sum.addAll(xs)
  return sum.value()
}
const exactEach = (xs) => {
  const sum = new ExactSum()
  for (let i = 0; i < xs.length; i++) sum.add(xs[i])
  return sum.value()
}
const groups = (make, add) => {
  return (xs) => {
    const sums = Array.from({ length: 1024 }, make)
    for (let i = 0; i < xs.length; i++) add(sums[i & 1023], xs[i])
    return sums
  }
}
const naiveGroups = groups(
  () => new Naive(),
  (sum, x) => sum.add(x),
)
const exactGroups = groups(
  () => new ExactSum(),
  (sum, x) => sum.add(x),
)

const median = (xs) => xs.toSorted((a, b) => a - b)[xs.length >> 1]
const contestants = { naiveAll, exactAll, naiveEach, exactEach, naiveGroups, exactGroups }
const time = (xs, rounds) => {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const start = process.hrtime.bigint()
      globalThis.sink = run(xs)
      times[name].push(Number(process.hrtime.bigint() - start) / xs.length)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}

const data = Object.entries(profiles).map(([name, draw]) => [name, Float64Array.from({ length: size }, draw)])
for (const [, xs] of data) time(xs, 20) // warm up on all profiles, so that no figure is that of a one-profile program
console.log('ns/value                     array: naive  exact    add(): naive  exact    1024 groups: naive  exact')
for (const [name, xs] of data) {
  const t = time(xs, 61)
  const ns = (x) => x.toFixed(2).padStart(6)
  console.log(
    `${name.padEnd(26)}          ${ns(t.naiveAll)} ${ns(t.exactAll)}          ${ns(t.naiveEach)} ${ns(t.exactEach)}` +
      `               ${ns(t.naiveGroups)} ${ns(t.exactGroups)}`,
  )
}

console.log('\nns/call                     value   quotient     encode     decode  mergeFrom')
for (const [name, xs] of data) {
  const sums = Array.from({ length: 500 }, (_, i) => {
    const sum = new ExactSum()
    sum.addAll(xs.subarray(i * 100, i * 100 + 100))
    return sum
  })
  const states = sums.map((sum) => sum.encode())
  const calls = {
    value: (i) => sums[i].value(),
    quotient: (i) => sums[i].quotient(100),
    encode: (i) => sums[i].encode(),
    decode: (i) => ExactSum.decode(states[i]),
    mergeFrom: (i) => sums[i].mergeFrom(sums[(i + 1) % sums.length]),
  }
  const figures = Object.values(calls).map((call) => {
    const all = []
    for (let round = 0; round < 15; round++) {
      const start = process.hrtime.bigint()
      for (let i = 0; i < sums.length; i++) globalThis.sink = call(i)
      all.push(Number(process.hrtime.bigint() - start) / sums.length)
    }
    return median(all).toFixed(0).padStart(10)
  })
  console.log(`${name.padEnd(23)} ${figures.join(' ')}`)
}

if (globalThis.gc) {
  console.log('\nbytes per accumulator, after 100 values each')
  for (const [name, xs] of data) {
    const count = 20_000
    const sums = new Array(count).fill(null)
    globalThis.sink = null
    gc()
    const before = process.memoryUsage()
    for (let i = 0; i < count; i++) {
      sums[i] = new ExactSum()
      const from = (i * 100) % (size - 100)
      sums[i].addAll(xs.subarray(from, from + 100))
    }
    gc()
    const after = process.memoryUsage()
    const bytes = after.heapUsed + after.external - before.heapUsed - before.external
    console.log(`${name.padEnd(26)} ${(bytes / count).toFixed(0).padStart(6)}`)
    globalThis.sink = sums
  }
}
