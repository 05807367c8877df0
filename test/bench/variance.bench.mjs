/**
 * What an exact variance costs: nanoseconds per row against Welford's loop, microseconds per result.
 *
 *   node test/bench/variance.bench.mjs
 *
 * Both are stepped row by row through the same closure, as an engine steps an aggregate: one state for all rows, and 1024
 * groups that take turns. Each figure is that of the fastest of several rounds, which take turns, so that a busy machine
 * says least.
 */
const A = await import(new URL('../../dist/aggregate/index.js', import.meta.url))

// A small generator, so that every run measures the same numbers.
let seed = 0x9e3779b9
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const size = 100_000
const profiles = {
  'integers (0 … 1e6)': () => Math.floor(random() * 1e6),
  'cents (12.34)': () => Math.round(random() * 1e6) / 100,
  'fractions (0 … 1)': () => random() + random() * 2 ** -32,
  'log-normal (e^10N)': () => Math.exp(10 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  'out of bounds (1e-200)': () => random() * 1e-200,
}

const read = (row) => row.x
const welford = {
  init: () => ({ n: 0, mean: 0.5, squares: 0.5 }),
  step: (state, row) => {
    const x = read(row)
    if (typeof x !== 'number') throw new Error('no number')
    const off = x - state.mean
    state.n += 1
    state.mean += off / state.n
    state.squares += off * (x - state.mean)
    return state
  },
  done: (state) => state.squares / (state.n - 1),
}
const contestants = {
  welford,
  sum: A.sum(read),
  variance: A.variance(read),
  covariance: A.covariance(read, (row) => row.y),
  correlation: A.correlation(read, (row) => row.y),
}

const all = ({ init, step }, rows) => {
  let state = init()
  for (let i = 0; i < rows.length; i++) state = step(state, rows[i])
  return state
}
const groups = ({ init, step }, rows) => {
  const states = Array.from({ length: 1024 }, init)
  for (let i = 0; i < rows.length; i++) states[i & 1023] = step(states[i & 1023], rows[i])
  return states
}

/** The least time of a call, in nanoseconds, over some rounds in which all take turns. */
const leastTimes = (calls, rounds) => {
  const least = calls.map(() => Infinity)
  for (let round = 0; round < rounds; round++)
    for (const [i, call] of calls.entries()) {
      const start = process.hrtime.bigint()
      globalThis.sink = call()
      least[i] = Math.min(least[i], Number(process.hrtime.bigint() - start))
    }
  return least
}

const data = Object.entries(profiles).map(([name, draw]) => [
  name,
  Array.from({ length: size }, () => ({ x: draw(), y: draw() })),
])
const names = Object.keys(contestants)
const line = (name, figures, digits) =>
  console.log(name.padEnd(26), ...figures.map((figure) => figure.toFixed(digits).padStart(11)))
const heading = (what) => console.log(`\n${what.padEnd(26)}`, ...names.map((name) => name.padStart(11)))

for (const [what, fold] of Object.entries({ 'one state: ns a row': all, '1024 groups: ns a row': groups })) {
  heading(what)
  const calls = (rows) => Object.values(contestants).map((aggregate) => () => fold(aggregate, rows))
  // Warm up on all profiles, so that no figure is that of a one-profile program.
  for (const [, rows] of data) leastTimes(calls(rows.slice(0, 20_000)), 5)
  for (const [name, rows] of data)
    line(
      name,
      leastTimes(calls(rows), 15).map((time) => time / size),
      1,
    )
}

heading('a result: µs')
for (const [name, rows] of data) {
  const calls = Object.values(contestants).map((aggregate) => {
    const states = groups(aggregate, rows)
    return () => states.map((state) => aggregate.done(state))
  })
  line(
    name,
    leastTimes(calls, 15).map((time) => time / 1024 / 1000),
    2,
  )
}
