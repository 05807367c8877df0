/**
 * The job of B3 as somebody would write it by hand for this one file: its header, its five columns in their order, no
 * quotes, airports of three capital letters. It checks every field of every row, and reads numbers exactly.
 */
import { fail, groupsByCode, passed, passNumber, passTime } from './flight-fields.mjs'
import { readLines } from './lines-of.mjs'

const header = 'date,delay,distance,origin,destination\n'

const comma = (bytes, at) => (bytes[at] === 44 ? at + 1 : fail(bytes, at, 'no comma'))
const isCapital = (byte) => byte >= 65 && byte <= 90
const passAirport = (bytes, at) =>
  isCapital(bytes[at]) && isCapital(bytes[at + 1]) && isCapital(bytes[at + 2]) ? at + 3 : fail(bytes, at, 'no airport')

export const flightsOfCsv = (path) => {
  const groups = groupsByCode()
  let isFirst = true
  readLines(path, (bytes, end) => {
    let at = 0
    if (isFirst) {
      if (bytes.latin1Slice(0, header.length) !== header) fail(bytes, 0, 'another header')
      at = header.length
      isFirst = false
    }
    while (at < end) {
      at = comma(bytes, passTime(bytes, at))
      at = comma(bytes, passNumber(bytes, at))
      const delay = passed.number
      at = comma(bytes, passNumber(bytes, at))
      const distance = passed.number
      const origin = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]
      at = comma(bytes, passAirport(bytes, at))
      at = passAirport(bytes, at)
      if (bytes[at] !== 10) fail(bytes, at, 'too many fields')
      at++
      if (distance > 500) groups.add(origin, delay)
    }
  })
  return groups.rows()
}
