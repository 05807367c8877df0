/**
 * What an exact sum costs in one generated loop: nanoseconds per value, against a naive sum in the same loop.
 *
 *   npx tsx test/bench/sum-loop.bench.mjs [path/to/exact-sum.js]
 *
 * The loop is what an engine would write for `aggregate({ total: A.sum((row) => row.n) })`: it reads a value, looks whether it is
 * a number, and adds it. `naive` adds with `s += x`; `add` calls `ExactSum.add`; `buffered` fills an array of 1024 numbers,
 * which goes to `ExactSum.addAll` after each batch; `inlined` keeps a pair of doubles in registers, as `ExactSum` does, and
 * gives it what does not fit. Loops are called for a batch at a time, so that the JIT compiler sees them whole. Each figure is
 * the median over sections so short that few are interrupted, of rounds that take turns.
 */
import { pathToFileURL } from 'node:url'

const path = process.argv[2]
const { ExactSum } = await import(path ? pathToFileURL(path).href : '../../src/data/exact-sum.ts')

let seed = 0x9e3779b9
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const size = 2_000_000
const profiles = {
  'integers (0 … 1e6)': () => Math.floor(random() * 1e6),
  'cents (12.34)': () => Math.round(random() * 1e6) / 100,
  'fractions (0 … 1)': () => random() + random() * 2 ** -32,
  'log-normal (e^10N)': () => Math.exp(10 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
}

/** Where the values are, and how one of them is read. */
const layouts = {
  Float64Array: { of: (xs) => xs, read: 'data[i]' },
  array: { of: (xs) => Array.from(xs), read: 'data[i]' },
  'array, null among them': { of: (xs) => Array.from(xs, (x, i) => (i % 10 === 0 ? null : x)), read: 'data[i]' },
  objects: { of: (xs) => Array.from(xs, (n, id) => ({ id, n, name: 'x' })), read: 'data[i].n' },
}

const batch = 1024

/** What is kept from batch to batch, what is done for one, and the sum in the end. */
const loops = {
  naive: {
    keep: 'let total = 0',
    begin: 'let s = total',
    add: 's += x',
    end: 'total = s',
    done: 'total',
  },
  add: {
    keep: 'const sum = new ExactSum()',
    begin: '',
    add: 'sum.add(x)',
    end: '',
    done: 'sum.value()',
  },
  buffered: {
    keep: `const sum = new ExactSum(), buffer = new Float64Array(${batch})`,
    begin: 'let n = 0',
    add: 'buffer[n++] = x',
    end: 'sum.addAll(buffer, 0, n)',
    done: 'sum.value()',
  },
  inlined: {
    keep: 'const sum = new ExactSum()',
    begin: 'let hi = -0, lo = 0',
    add: `
      const s = hi + x
      const b = s - hi
      const e = hi - (s - b) + (x - b)
      const t = lo + e
      const c = t - lo
      const rest = lo - (t - c) + (e - c)
      if (rest === 0) {
        hi = s
        lo = t
      } else {
        sum.add(hi)
        sum.add(lo)
        sum.add(x)
        hi = -0
        lo = 0
      }`,
    end: 'sum.add(hi); if (lo !== 0) sum.add(lo)',
    done: 'sum.value()',
  },
}

const codeOf = ({ keep, begin, add, end, done }, read) => `
    ${keep}
    const take = (data, from, to) => {
      ${begin}
      for (let i = from; i < to; i++) {
        const x = ${read}
        if (typeof x === 'number') {
          ${add}
        } else if (x !== null && x !== undefined) refuse(x)
      }
      ${end}
    }
    return { take, done: () => ${done} }`

const refuse = (x) => {
  throw new TypeError(`no number: ${x}`)
}
const median = (xs) => xs.toSorted((a, b) => a - b)[xs.length >> 1]

/** Runs the loop over all of the data, and tells what each section of 64 batches took. */
const timed = ({ take, done }, data) => {
  const section = 64 * batch
  const times = []
  for (let from = 0; from + section <= data.length; from += section) {
    const began = process.hrtime.bigint()
    for (let i = from; i < from + section; i += batch) take(data, i, i + batch)
    times.push(Number(process.hrtime.bigint() - began) / section)
  }
  globalThis.sink = done()
  return times
}

console.log(`ns/value                                            ${Object.keys(loops).join('      ')}`)
for (const [layout, { of, read }] of Object.entries(layouts)) {
  // Each profile has loops of its own: a plan's loop is made for one plan.
  for (const [profile, draw] of Object.entries(profiles)) {
    const data = of(Float64Array.from({ length: size }, draw))
    // One loop for all rounds, which goes on adding: then what it keeps is known to the compiler, as in an engine.
    const made = Object.values(loops).map((loop) =>
      new Function('ExactSum', 'refuse', codeOf(loop, read))(ExactSum, refuse),
    )
    const times = made.map(() => [])
    for (let round = 0; round < 12; round++)
      for (const [i, loop] of made.entries()) {
        const sections = timed(loop, data)
        // The first rounds warm up.
        if (round > 2) times[i].push(...sections)
      }
    const figures = times.map((all) => median(all).toFixed(2).padStart(9))
    console.log(`${layout.padEnd(24)} ${profile.padEnd(20)} ${figures.join(' ')}`)
  }
}
