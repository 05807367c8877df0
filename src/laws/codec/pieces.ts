/** What text and bytes are cut into, and other things that befall them. */

export type Sequence = string | Uint8Array

export const isSequence = (value: unknown): value is Sequence =>
  typeof value === 'string' || value instanceof Uint8Array

/** A part of it. Text is cut between any two units, as those who do not know better cut it. */
export const part = (whole: Sequence, from: number, to: number): Sequence =>
  typeof whole === 'string' ? whole.slice(from, to) : whole.slice(from, to)

/** At most so many places, spread over all: other ones for another salt. */
const most = 24

/** Places from 1 to before the end at which something may be cut. */
export const placesIn = ({ length }: Sequence, salt: number): readonly number[] => {
  const step = Math.max(1, Math.ceil((length - 1) / most))
  const places: number[] = []
  for (let place = 1 + (salt % step); place < length; place += step) places.push(place)
  return places
}

/** Ways to cut it: in two at any place, in single units, and with nothing before and behind. */
export const cutsOf = (whole: Sequence, salt: number): readonly (readonly Sequence[])[] => {
  const nothing = part(whole, 0, 0)
  return [
    ...placesIn(whole, salt).map((place) => [part(whole, 0, place), part(whole, place, whole.length)]),
    Array.from({ length: whole.length }, (_, i) => part(whole, i, i + 1)),
    [nothing, whole, nothing],
  ]
}
