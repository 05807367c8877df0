/**
 * Sorts places by keys of 64 bits, stably, in O(n): byte by byte, from the last to the first, leaving out bytes that are the
 * same in all keys. Knows nothing of what the keys stand for.
 */

/** Keys, each of a high and a low half, and the places that they belong to. */
export interface Keys {
  readonly high: Uint32Array
  readonly low: Uint32Array
  readonly places: Uint32Array
}

/** Room for so many keys. */
export const roomForKeys = (length: number): Keys => ({
  high: new Uint32Array(length),
  low: new Uint32Array(length),
  places: new Uint32Array(length),
})

const bytesInKey = 8

/** How often each byte occurs, in each place of a key. */
const counts = new Uint32Array(bytesInKey * 256)

const count = ({ high, low }: Keys, from: number, to: number): void => {
  counts.fill(0)
  const add = (at: number): void => {
    counts[at] = (counts[at] as number) + 1
  }
  for (let i = from; i < to; i++) {
    const l = low[i] as number
    add(l & 255)
    add(256 + ((l >>> 8) & 255))
    add(512 + ((l >>> 16) & 255))
    add(768 + (l >>> 24))
    const h = high[i] as number
    add(1024 + (h & 255))
    add(1280 + ((h >>> 8) & 255))
    add(1536 + ((h >>> 16) & 255))
    add(1792 + (h >>> 24))
  }
}

/** From how many there are of each byte to where the first of them goes. */
const placesOfBytes = (base: number, from: number): void => {
  let next = from
  for (let at = base; at < base + 256; at++) {
    const here = counts[at] as number
    counts[at] = next
    next += here
  }
}

const move = (source: Keys, target: Keys, from: number, to: number, byte: number): void => {
  const half = byte < 4 ? source.low : source.high
  const shift = (byte % 4) * 8
  const base = byte * 256
  for (let i = from; i < to; i++) {
    const at = base + (((half[i] as number) >>> shift) & 255)
    const place = counts[at] as number
    counts[at] = place + 1
    target.low[place] = source.low[i] as number
    target.high[place] = source.high[i] as number
    target.places[place] = source.places[i] as number
  }
}

const copy = (source: Keys, target: Keys, from: number, to: number): void => {
  target.low.set(source.low.subarray(from, to), from)
  target.high.set(source.high.subarray(from, to), from)
  target.places.set(source.places.subarray(from, to), from)
}

/** Sorts the keys from one place up to another, and what belongs to them. `spare` is room for as many. */
export const radixSort = (keys: Keys, spare: Keys, from: number, to: number): void => {
  count(keys, from, to)
  let source = keys
  let target = spare
  for (let byte = 0; byte < bytesInKey; byte++) {
    const first = ((byte < 4 ? source.low : source.high)[from] as number) >>> ((byte % 4) * 8)
    if (counts[byte * 256 + (first & 255)] === to - from) continue
    placesOfBytes(byte * 256, from)
    move(source, target, from, to, byte)
    const moved = target
    target = source
    source = moved
  }
  if (source !== keys) copy(source, keys, from, to)
}
