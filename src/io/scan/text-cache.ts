/**
 * Texts out of bytes, of which short ones that come again and again are the same string: to make one anew costs more than
 * to find it, and a map finds a key sooner that it has met before.
 *
 * Bounded: a text that needs the place of another takes it. Knows no columns.
 */

/** Texts of more bytes are made anew each time. */
const longest = 24
/** A power of two. */
const places = 8192

/** The text in the bytes from one offset up to another, which must be UTF-8. */
export type TextCache = (bytes: Buffer, from: number, to: number) => string

export const textCache = (): TextCache => {
  const keys = new Uint8Array(places * longest)
  const lengths = new Uint8Array(places)
  const texts: string[] = new Array(places).fill('')
  return (bytes, from, to) => {
    const length = to - from
    if (length > longest) return bytes.toString('utf8', from, to)
    if (length <= 0) return ''
    let hash = length
    let bits = 0
    for (let i = from; i < to; i++) {
      const byte = bytes[i] as number
      bits |= byte
      hash = Math.imul(hash ^ byte, 0x01000193)
    }
    const place = (hash ^ (hash >>> 15)) & (places - 1)
    const key = place * longest - from
    if (lengths[place] === length) {
      let i = from
      while (i < to && keys[key + i] === bytes[i]) i++
      if (i === to) return texts[place] as string
    }
    for (let i = from; i < to; i++) keys[key + i] = bytes[i] as number
    lengths[place] = length
    const text = bytes.toString(bits < 0x80 ? 'latin1' : 'utf8', from, to)
    texts[place] = text
    return text
  }
}
