/**
 * The job of B4 as somebody would write it by hand for this one file: flat objects without blanks, whose keys may come in
 * any order and must all be there. It checks every field of every row, and reads numbers exactly. Text with escapes, which
 * this file has not, is refused.
 */
import { fail, groupsByCode, passed, passNumber, passTime } from './flight-fields.mjs'
import { readLines } from './lines-of.mjs'

const expect = (bytes, at, byte) => (bytes[at] === byte ? at + 1 : fail(bytes, at, 'another byte'))
const isCapital = (byte) => byte >= 65 && byte <= 90
const passAirport = (bytes, at) =>
  isCapital(bytes[at]) && isCapital(bytes[at + 1]) && isCapital(bytes[at + 2])
    ? expect(bytes, at + 3, 34)
    : fail(bytes, at, 'no airport')

const key = (text) => [...Buffer.from(`${text}":`)]
const keys = {
  date: key('date'),
  delay: key('delay'),
  distance: key('distance'),
  origin: key('origin'),
  destination: key('destination'),
}
const passKey = (bytes, at, expected) => {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) fail(bytes, at, 'another key')
  return at + expected.length
}

export const flightsOfNdjson = (path) => {
  const groups = groupsByCode()
  readLines(path, (bytes, end) => {
    let at = 0
    while (at < end) {
      let found = 0
      let delay = 0
      let distance = 0
      let origin = 0
      at = expect(bytes, at, 123)
      for (;;) {
        at = expect(bytes, at, 34)
        // The keys differ in their first letter, but for three with a d.
        if (bytes[at] === 111) {
          at = expect(bytes, passKey(bytes, at, keys.origin), 34)
          origin = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]
          at = passAirport(bytes, at)
          found |= 1
        } else if (bytes[at + 1] === 97) {
          at = passTime(bytes, expect(bytes, passKey(bytes, at, keys.date), 34))
          at = expect(bytes, at, 34)
          found |= 2
        } else if (bytes[at + 1] === 105) {
          at = passNumber(bytes, passKey(bytes, at, keys.distance))
          distance = passed.number
          found |= 4
        } else if (bytes[at + 2] === 108) {
          at = passNumber(bytes, passKey(bytes, at, keys.delay))
          delay = passed.number
          found |= 8
        } else {
          at = passAirport(bytes, expect(bytes, passKey(bytes, at, keys.destination), 34))
          found |= 16
        }
        if (bytes[at] !== 44) break
        at++
      }
      at = expect(bytes, expect(bytes, at, 125), 10)
      if (found !== 31) fail(bytes, at, 'a field is missing before')
      if (distance > 500) groups.add(origin, delay)
    }
  })
  return groups.rows()
}
