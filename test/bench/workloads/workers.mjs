/**
 * Workers: 3 million flights as CSV, of which each is worked on for a microsecond or so, by one, two and as many threads as
 * there are cores; and a fold that does little, to see what workers cost where there is little to win.
 */
import { heavy, light } from '../by-hand/spread-flights.mjs'
import { fileOf } from '../data.mjs'
import { F } from '../floe.mjs'

const module = new URL('../by-hand/spread-flights.mjs', import.meta.url).href

const pipelines = { heavy, light }

const by = (name, workers) => ({
  name: workers === 1 ? 'one thread' : `${workers} workers`,
  run: async ({ path }) => {
    // Workers see the environment as it is when they are started.
    process.env.FLOE_BENCH_FLIGHTS = path
    return (await F.toList(pipelines[name](path), { workers, origin: { module, export: `${name}Here` } })).toArray()
  },
})

const workload = (id, title, name, text, aims) => ({
  id,
  title,
  text,
  data: (scale) => fileOf('flights.csv', scale),
  normal: JSON.stringify,
  ratioTo: 'one thread',
  contestants: [by(name, 1), by(name, 2), by(name, 'auto')],
  aims,
})

export default [
  workload(
    'workers',
    'Workers, much to do',
    'heavy',
    'A function that computes for about a microsecond on each of 3 million flights, and a sum. Threads are started and load the module within the time.',
    [
      {
        text: 'two workers at least 1.8 × as fast as one thread',
        of: (ms) => ms['one thread'] / ms['2 workers'],
        atLeast: 1.8,
      },
    ],
  ),
  workload(
    'workers-light',
    'Workers, little to do',
    'light',
    'The job of B3: here workers cost more than they win.',
    [],
  ),
]
