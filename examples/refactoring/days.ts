/** The weather of Seattle, which comes with the package vega-datasets, and the time as of which it is reported. */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import { csv } from 'floe/io'
import * as t from 'io-ts'

const path = fileURLToPath(new URL('../data/seattle-weather.csv', import.meta.resolve('vega-datasets')))

const Day = t.readonly(t.type({ date: t.string, precipitation: t.number, wind: t.number, weather: t.string }))

/** What a day is, besides what its codec says. A row that is none is an error. */
const isDay = (day: t.TypeOf<typeof Day>): boolean => /^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(day.date) && day.wind > 0

export const days = F.pipe(csv(path, Day), F.validate(isDay, 'this is no day'))

export const now = Date.UTC(2016, 0, 1)
