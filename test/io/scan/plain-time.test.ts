/** That times from bytes are those of `readIso`. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { viewOf } from '../../../src/io/scan/carried-bytes.ts'
import { passTime, timeAt } from '../../../src/io/scan/plain-time.ts'
import { readIso } from '../../../src/time/read-iso.ts'
import { runs } from '../../runs.ts'

const digits = (most: number, width: number) => fc.nat(most).map((n) => String(n).padStart(width, '0'))
const times = fc
  .tuple(
    digits(9999, 4),
    digits(13, 2),
    digits(32, 2),
    fc.option(fc.tuple(digits(24, 2), digits(60, 2), digits(60, 2), fc.option(digits(999, 3)))),
  )
  .map(([year, month, day, clock]) => {
    if (clock === null) return `${year}-${month}-${day}`
    const [hour, minute, second, fraction] = clock
    return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction === null ? '' : `.${fraction}`}Z`
  })
const changed = fc.tuple(times, fc.nat(23), fc.constantFrom(...'0-:TZ.,+ x')).map(([text, at, by]) => {
  const i = at % text.length
  return text.slice(0, i) + by + text.slice(i + 1)
})
const dates = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** The text by itself, and what stands behind it. */
const read = (text: string): number | undefined => {
  const view = viewOf(Buffer.from(` ${text.padEnd(text.length + 24, ',')}`))
  const end = passTime(view, 1)
  return end === 1 + text.length ? timeAt(view, 1, end) : undefined
}

describe('plain times', () => {
  test.prop([fc.oneof(times, changed)], { numRuns: runs(5000) })('are what readIso reads, or none', (text) => {
    const time = read(text)
    if (time !== undefined) expect(time).toBe(readIso(text))
    else
      expect(
        /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?Z)?$/.test(text) && typeof readIso(text) === 'number',
      ).toBe(false)
  })

  test.prop([dates], { numRuns: runs(3000) })('are all times of these forms', (text) => {
    expect(read(text)).toBe(Date.parse(text))
    expect(read(text.slice(0, 10))).toBe(Date.parse(text.slice(0, 10)))
    expect(read(`${text.slice(0, 19)}Z`)).toBe(Date.parse(`${text.slice(0, 19)}Z`))
  })
})
