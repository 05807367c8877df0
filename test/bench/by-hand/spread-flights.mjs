/** Pipelines that workers load: over the file that is given, and over the one that the environment names. */
import * as t from 'io-ts'
import { A, F, io } from '../floe.mjs'

const Flight = t.readonly(t.type({ delay: t.number, distance: t.number, origin: t.string }))

/** Works with 250 steps of a generator of numbers. */
export const heavy = (path) =>
  F.pipe(
    io.csv(path, Flight),
    F.map((flight, steps) => {
      let x = flight.delay + flight.distance
      for (let i = 0; i < steps; i++) x = (x * 16_807 + 11) % 2_147_483_647
      return x
    }, 250),
    F.aggregate({ sum: A.sum((x) => x), most: A.max((x) => x) }),
  )

export const light = (path) =>
  F.pipe(
    io.csv(path, Flight),
    F.filter((flight) => flight.distance > 500),
    F.groupBy((flight) => flight.origin, { flights: A.count(), delay: A.sum((flight) => flight.delay) }),
  )

const path = process.env.FLOE_BENCH_FLIGHTS ?? 'flights.csv'
export const heavyHere = heavy(path)
export const lightHere = light(path)
