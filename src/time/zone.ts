/**
 * How far the clocks of a zone are ahead of UTC, and when its clocks show what.
 *
 * Names and history are those of the IANA database, as the JavaScript engine's own `Intl` has them: nothing is loaded.
 * `Intl` answers slowly and one instant at a time, so what it says is kept as stretches of time with one offset; most
 * questions are about the stretch that was asked about before. Knows nothing of calendars beyond days.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { daysFromCivil } from './civil-date.ts'
import { farthest, millisecondsOf } from './time.ts'

/** A time in which the offset does not change: from `from` up to, and without, `to`. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly offset: number
}

interface Zone {
  readonly ask: (time: number) => number
  /** By number of the piece of time in which they lie. */
  readonly pieces: Map<number, readonly Stretch[]>
  last: Stretch
}

/**
 * About three days. Offsets are looked up at the ends of such pieces of time, and where they differ the change between is
 * searched for. So a change that is taken back within one may be missed: the shortest on record, Boa Vista's summer time
 * of 2000, lasted seven days.
 */
const pieceLength = 2 ** 28
/** Pieces that are kept for a zone: some 34 years, and then all over again. */
const mostPieces = 4096

const secondsFormat = (name: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })

/** The offset as Intl tells it: what a clock there shows, as if it were UTC, less the time. */
const asked =
  (format: Intl.DateTimeFormat) =>
  (time: number): number => {
    const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
    for (const { type, value } of format.formatToParts(time))
      if (type in part) part[type as keyof typeof part] = Number(value)
    const seconds = Math.floor(time / millisecondsOf.second) * millisecondsOf.second
    return (
      daysFromCivil(part.year, part.month, part.day) * millisecondsOf.day +
      part.hour * millisecondsOf.hour +
      part.minute * millisecondsOf.minute +
      part.second * millisecondsOf.second -
      seconds
    )
  }

const unknownZone = (name: unknown, cause?: unknown): FloeError =>
  new FloeError('InvalidArgument', {
    message: `there is no time zone ${printValue(name)}`,
    found: printValue(name),
    expected: 'a name of the IANA database',
    hint: "zones are named by place: 'Europe/Berlin', 'America/New_York'; without one, times are in UTC",
    ...(cause === undefined ? {} : { cause }),
  })

const zones = new Map<string, Zone>()

const open = (name: string): Zone => {
  // Some engines take offsets for names ('+02:00'), others do not: what works must work everywhere.
  if (typeof name !== 'string' || !/^[a-z]/i.test(name)) throw unknownZone(name)
  let format: Intl.DateTimeFormat
  try {
    format = secondsFormat(name)
  } catch (thrown) {
    throw unknownZone(name, thrown)
  }
  return { ask: asked(format), pieces: new Map(), last: { from: 0, to: 0, offset: 0 } }
}

const zoneNamed = (name: string): Zone => {
  const known = zones.get(name)
  if (known !== undefined) return known
  const zone = open(name)
  zones.set(name, zone)
  return zone
}

const clamp = (time: number): number => Math.min(Math.max(time, -farthest), farthest)

/** 1800: the first zones came later, and clocks showed the mean time of their place, with one offset always. */
const earliest = -5_364_662_400_000

/** The offset by Intl, which before 1582 would count in another calendar. */
const askAt = (zone: Zone, time: number): number => zone.ask(Math.min(Math.max(time, earliest), farthest))

/** The stretches of a piece of time: one, or two with the change between them found by halving. */
const stretchesOf = (zone: Zone, piece: number): readonly Stretch[] => {
  const from = piece * pieceLength
  const to = from + pieceLength
  const first = askAt(zone, from)
  const last = askAt(zone, to)
  if (first === last) return [{ from, to, offset: first }]
  let before = from
  let after = to
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (askAt(zone, middle) === first) before = middle
    else after = middle
  }
  return [
    { from, to: after, offset: first },
    { from: after, to, offset: last },
  ]
}

/**
 * How many milliseconds clocks are ahead of UTC at a time: 0 without a zone. O(1) for times near one another; a piece of
 * three days that is new costs some microseconds, and is kept.
 *
 * @throws FloeError InvalidArgument for a zone that there is not
 * @example
 * offsetAt(0, 'Asia/Tokyo') // 32400000
 */
export const offsetAt = (time: number, zone: string | undefined): number => {
  if (zone === undefined) return 0
  const known = zoneNamed(zone)
  if (time >= known.last.from && time < known.last.to) return known.last.offset
  if (!(Math.abs(time) <= farthest)) return 0
  const piece = Math.floor(time / pieceLength)
  let stretches = known.pieces.get(piece)
  if (stretches === undefined) {
    stretches = stretchesOf(known, piece)
    if (known.pieces.size >= mostPieces) known.pieces.clear()
    known.pieces.set(piece, stretches)
  }
  for (const stretch of stretches)
    if (time < stretch.to) {
      known.last = stretch
      return stretch.offset
    }
  return 0
}

/** What the clocks show at a time, as milliseconds: the time itself, in UTC. NaN stays NaN. */
export const clockAt = (time: number, zone: string | undefined): number => time + offsetAt(time, zone)

/** When clocks are to show what they show twice, or never. */
export type Choice =
  /** The first of two; what is skipped counts on from before it, and so comes out later by what was skipped. */
  | 'compatible'
  /** The first of two; what is skipped begins where clocks go on. */
  | 'start'

/**
 * The time at which clocks show this. Twice: the time with the offset `preferred`, if it is one of the two, else the first.
 * Never: as `choice` says.
 */
export const timeAtClock = (clock: number, zone: string | undefined, choice: Choice, preferred?: number): number => {
  if (zone === undefined) return clock
  const { day } = millisecondsOf
  // No offset is a day, and none changes twice in two days: so these are all there can be.
  const before = offsetAt(clamp(clock - day), zone)
  const after = offsetAt(clamp(clock + day), zone)
  if (preferred !== undefined && offsetAt(clock - preferred, zone) === preferred) return clock - preferred
  const early = clock - before
  const late = clock - after
  if (offsetAt(early, zone) === before) return early
  if (offsetAt(late, zone) === after) return late
  if (choice === 'compatible') return early
  // Skipped: clocks were put forward between the two. The change is the first time that has the offset after it.
  let low = Math.floor(late)
  let high = Math.ceil(early)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, zone) === before) low = middle
    else high = middle
  }
  return high
}
