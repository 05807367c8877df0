/**
 * Texts out of bytes, of which short ones that come again and again are the same string: to make one anew costs more than
 * to find it, and a map finds a key sooner that it has met before.
 *
 * Bounded: a text that needs the place of another takes it. Knows no columns. One function serves all caches, so that what
 * calls it stays fast code from one scan to the next.
 */

/** Texts of more bytes are made anew each time. */
const longest = 24
/** Bytes are hashed and compared four at a time; all by hand, since a function for it costs more than it does. */
const wordsPerPlace = longest / 4
const factor = 0x9e3779b1
/** The upper bits of a hash tell which place it has, since a product tells the most in those. */
const placeBits = 13

/** What is known so far. */
export interface TextCache {
  readonly keys: Int32Array
  readonly lengths: Uint8Array
  readonly texts: string[]
  /** The text that is looked for. */
  readonly words: Int32Array
  readonly lastPlace: number
}

/** A cache with so many places: a power of two, 8192 at most. With one, all texts have the same hash. */
export const textCache = (places: number = 2 ** placeBits): TextCache => ({
  keys: new Int32Array(places * wordsPerPlace),
  lengths: new Uint8Array(places),
  texts: new Array(places).fill(''),
  words: new Int32Array(wordsPerPlace),
  lastPlace: places - 1,
})

/** The text in the bytes from one offset up to another, which must be UTF-8. */
export const cachedText = (cache: TextCache, bytes: Buffer, from: number, to: number): string => {
  const length = to - from
  if (length > longest) return bytes.toString('utf8', from, to)
  if (length <= 0) return ''
  const { keys, lengths, texts, words, lastPlace } = cache
  let hash = length
  let bits = 0
  let count = 0
  let at = from
  for (; at + 4 <= to; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    words[count++] = word
    bits |= word
    hash = Math.imul(hash ^ word, factor)
  }
  if (at < to) {
    let word = 0
    for (; at < to; at++) word = (word << 8) | (bytes[at] as number)
    words[count++] = word
    bits |= word
    hash = Math.imul(hash ^ word, factor)
  }
  const place = (hash >>> (32 - placeBits)) & lastPlace
  const key = place * wordsPerPlace
  if (lengths[place] === length) {
    let same = 0
    while (same < count && keys[key + same] === words[same]) same++
    if (same === count) return texts[place] as string
  }
  for (let i = 0; i < count; i++) keys[key + i] = words[i] as number
  lengths[place] = length
  const text = bytes.toString((bits & 0x80808080) === 0 ? 'latin1' : 'utf8', from, to)
  texts[place] = text
  return text
}
