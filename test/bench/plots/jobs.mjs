/**
 * The jobs that are plotted, on rows that are made as they are read, so that nothing is held but by the engine.
 *
 * A job takes its size and a setting, and says what is to be run, by which options; and makes a number of a row of the answer.
 */
import { heavy, light } from '../by-hand/spread-flights.mjs'
import { fileOf } from '../data.mjs'
import { A, F } from '../floe.mjs'

/** Rows in no order, of which each key has about three. */
const sales = (count) =>
  F.pipe(
    F.range(0, count),
    F.map(
      (i, keys) => ({ id: i, shop: (i * 7_368_787) % keys, euros: ((i * 48_271) % 100_003) / 100 }),
      Math.ceil(count / 3),
    ),
  )

const shops = (count) =>
  F.pipe(
    F.range(0, Math.ceil(count / 3)),
    F.map((i, keys) => ({ shop: (i * 104_729) % keys, town: i % 1000 }), Math.ceil(count / 3)),
  )

const ofSize = (pipeline, numberOf) => (scale, memory) => ({
  plan: pipeline(Math.round(3_000_000 * scale)),
  options: { memory },
  numberOf,
})

/** What takes memory, by the budget. */
const memory = {
  sort: ofSize(
    (count) =>
      F.pipe(
        sales(count),
        F.sortBy(
          F.descending((sale) => sale.euros),
          F.ascending((sale) => sale.id),
        ),
      ),
    (sale) => sale.id,
  ),
  group: ofSize(
    (count) =>
      F.pipe(
        sales(count),
        F.groupBy((sale) => sale.shop, { sales: A.count(), euros: A.sum((sale) => sale.euros) }),
      ),
    (shop) => shop.key + shop.sales + shop.euros,
  ),
  join: ofSize(
    (count) => F.pipe(sales(count), F.join(shops(count), { left: (sale) => sale.shop, right: (shop) => shop.shop })),
    ([sale, shop]) => sale.id + shop.town,
  ),
}

const overFlights = (name, pipeline, numberOf) => (scale, workers) => {
  const { path } = fileOf('flights.csv', scale)
  // Workers see the environment as it is when they are started.
  process.env.FLOE_BENCH_FLIGHTS = path
  const module = new URL('../by-hand/spread-flights.mjs', import.meta.url).href
  return { plan: pipeline(path), options: { workers, origin: { module, export: `${name}Here` } }, numberOf }
}

/** What can be spread, by the number of workers. */
const workers = {
  heavy: overFlights('heavy', heavy, (all) => all.sum + all.most),
  light: overFlights('light', light, (airport) => airport.flights + airport.delay),
}

const number = (name) => ({ name, schema: { kind: 'number' }, optional: false })

/** A source that gives so many rows of the sales at a time. */
const inBatches = (count, size) =>
  F.fromSource({
    format: 'batches',
    name: `of ${size}`,
    details: '',
    schema: { kind: 'record', fields: ['shop', 'euros'].map(number) },
    size: async () => ({ rows: count }),
    open: async function* () {
      for (let start = 0; start < count; start += size) {
        const rows = []
        for (let i = start; i < Math.min(start + size, count); i++) rows.push({ shop: i % 300, euros: i % 1000 })
        yield { rows, errors: new Map(), where: (i) => ({ source: 'batches', row: start + i + 1 }), bytes: 0 }
      }
    },
  })

/** By the rows of a batch of the source. */
const batches = {
  filter: (scale, size) => ({
    plan: F.pipe(
      inBatches(Math.round(1_000_000 * scale), size),
      F.filter((sale) => sale.euros > 100),
      F.groupBy((sale) => sale.shop, { euros: A.sum((sale) => sale.euros) }),
    ),
    options: {},
    numberOf: (shop) => shop.euros,
  }),
}

export const jobs = { memory, workers, batches }
