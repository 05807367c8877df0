import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { readIso } from '../time/read-iso.ts'
import { writeIso } from '../time/to-iso.ts'
import { type DescribedCodec, Refusal, textCodec } from './described-codec.ts'
import { isTime } from './is-time.ts'

/**
 * Text of ISO 8601 as a time, in milliseconds since 1970: `2024-01-31`, `2024-01-31T12:34:56.789+01:00`. Written in UTC.
 *
 * Strict, as `T.fromIso` is: only what the calendar has, with hyphens and colons. A date alone is its midnight; without an
 * offset it is UTC. What is finer than milliseconds is a fraction, down to nanoseconds as far as a number holds them.
 *
 * @example
 * const Event = t.type({ at: C.dateFromIso })
 * await F.toList(F.pipe(F.rows([{ at: '2024-01-31T12:34:56Z' }]), F.decode(Event))) // List [ { at: 1706704496000 } ]
 * C.dateFromIso.encode(1_706_704_496_000) // '2024-01-31T12:34:56.000Z'
 */
export const dateFromIso: DescribedCodec<number, string> = textCodec({
  name: 'dateFromIso',
  schema: S.number,
  of: 'text of ISO 8601',
  is: isTime,
  read: (text) => {
    const read = readIso(text)
    if (typeof read === 'number') return read
    const { problem, hint } = read
    return new Refusal(`${printValue(text)} is no time: ${problem}${hint === undefined ? '' : `; ${hint}`}`)
  },
  write: (time) => writeIso(time),
})
