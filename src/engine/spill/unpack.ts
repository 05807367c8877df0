/**
 * Bytes as the values that they were: the way back from pack.ts.
 */
import { compile, mayCompile } from '../../code/compile.ts'
import { quote } from '../../code/quote.ts'
import { views } from '../../data/bytes-of.ts'
import { type In, takeCount } from './out.ts'
import { type Known, type Shape, tags } from './tags.ts'

/** A bigint from text in base 36. */
const bigintOf = (text: string): bigint => {
  const isBelow = text.startsWith('-')
  let value = 0n
  // Ten digits at a time are less than 2⁵³.
  for (let at = isBelow ? 1 : 0; at < text.length; at += 10) {
    const digits = text.slice(at, at + 10)
    value = value * 36n ** BigInt(digits.length) + BigInt(Number.parseInt(digits, 36))
  }
  return isBelow ? -value : value
}

const take8 = (source: In): number => {
  const value = source.view.getFloat64(source.at)
  source.at += 8
  return value
}

/** Texts of so few units are sooner made here than by Node. */
const fewUnits = 12

const narrowText = (source: In): string => {
  const length = takeCount(source)
  const { bytes } = source
  let { at } = source
  source.at += length
  if (length > fewUnits) return bytes.toString('latin1', at, source.at)
  let text = ''
  for (; at + 4 <= source.at; at += 4)
    text += String.fromCharCode(
      bytes[at] as number,
      bytes[at + 1] as number,
      bytes[at + 2] as number,
      bytes[at + 3] as number,
    )
  for (; at < source.at; at++) text += String.fromCharCode(bytes[at] as number)
  return text
}

const textOf = (source: In): string => {
  const tag = source.bytes[source.at++]
  if (tag === tags.narrow) return narrowText(source)
  const length = takeCount(source)
  const start = source.at
  source.at += 2 * length
  return source.bytes.toString('utf16le', start, source.at)
}

const viewOf = (source: In): ArrayBuffer | ArrayBufferView => {
  const name = textOf(source)
  const length = takeCount(source)
  const bytes = Uint8Array.prototype.slice.call(source.bytes, source.at, source.at + length)
  const memory = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length) as ArrayBuffer
  source.at += length
  if (name === 'Buffer') return Buffer.from(memory)
  const View = views[name]
  return View === undefined ? memory : new View(memory)
}

export type Unpack = (source: In) => unknown

type Make = (source: In, take: Unpack) => object

/** Made by a literal, objects take a third of the time. */
const writtenMaker = ({ names, isFrozen, isBare }: Shape): Make => {
  const fields = names.map((name) => `[${quote(name)}]: take(source)`)
  const literal = `{ ${isBare ? '__proto__: null, ' : ''}${fields.join(', ')} }`
  return compile<Make>(`return (source, take) => ${isFrozen ? `Object.freeze(${literal})` : `(${literal})`}`)
}

const plainMaker =
  ({ names, isFrozen, isBare }: Shape): Make =>
  (source, take) => {
    const made: object = isBare ? Object.create(null) : {}
    // Assignment would run the setter of a field called `__proto__`.
    for (const name of names)
      if (name === '__proto__' && !isBare)
        Object.defineProperty(made, name, {
          value: take(source),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      else (made as Record<string, unknown>)[name] = take(source)
    return isFrozen ? Object.freeze(made) : made
  }

/** So many objects of a shape come before code is written for it. */
const often = 64

const makerOf = (shape: Shape): Make => {
  let make = plainMaker(shape)
  let count = 0
  return (source, take) => {
    if (count <= often && count++ === often && shape.names.length < 200 && mayCompile()) make = writtenMaker(shape)
    return make(source, take)
  }
}

/** An empty collection of Immutable's, or a Record with the values that it has of itself. */
interface Empty {
  readonly withMutations: (change: (map: { set(key: unknown, item: unknown): unknown }) => void) => object
  readonly concat: (items: readonly unknown[]) => object
  /** Of sets. */
  readonly union?: (items: readonly unknown[]) => object
  /** Of stacks. */
  readonly pushAll?: (items: readonly unknown[]) => object
}

/** Of packers and unpackers that know the same. */
export const newUnpack = (known: Known): Unpack => {
  const makers: Make[] = []

  const objectOf = (source: In): object => {
    const id = takeCount(source) - 1
    if (id >= 0) {
      let make = makers[id]
      if (make === undefined) {
        make = makerOf(known.shapes[id] as Shape)
        makers[id] = make
      }
      return make(source, take)
    }
    const flags = source.bytes[source.at++] as number
    const names = Array.from({ length: takeCount(source) }, () => textOf(source))
    return plainMaker({ id, names, isFrozen: (flags & 1) !== 0, isBare: (flags & 2) !== 0 })(source, take)
  }

  const arrayOf = (source: In, isFrozen: boolean): readonly unknown[] => {
    const length = takeCount(source)
    // Room is not made ahead, as holes may be most of it.
    const items: unknown[] = []
    for (let i = 0; i < length; i++)
      if (source.bytes[source.at] === tags.hole) {
        source.at++
        items.length = i + 1
      } else items[i] = take(source)
    return isFrozen ? Object.freeze(items) : items
  }

  const itemsOf = (source: In): unknown[] => {
    const items: unknown[] = []
    for (let left = takeCount(source); left > 0; left--) items.push(take(source))
    return items
  }

  const entriesOf = (source: In): [unknown, unknown][] => {
    const entries: [unknown, unknown][] = []
    for (let left = takeCount(source); left > 0; left--) entries.push([take(source), take(source)])
    return entries
  }

  const emptyOf = (source: In): Empty => known.empties[takeCount(source)] as Empty

  /** A map, or a Record. */
  const keyedOf = (source: In): object => {
    const empty = emptyOf(source)
    const entries = entriesOf(source)
    return empty.withMutations((keyed) => {
      for (const [key, item] of entries) keyed.set(key, item)
    })
  }

  const collectionOf = (source: In): object => {
    const empty = emptyOf(source)
    const items = itemsOf(source)
    if (empty.pushAll !== undefined) return empty.pushAll(items)
    return empty.union === undefined ? empty.concat(items) : empty.union(items)
  }

  const take: Unpack = (source) => {
    const tag = source.bytes[source.at++]
    switch (tag) {
      case tags.count:
        return takeCount(source)
      case tags.narrow:
        return narrowText(source)
      case tags.double:
        return take8(source)
      case tags.object:
        return objectOf(source)
      case tags.below:
        return -takeCount(source)
      case tags.null:
        return null
      case tags.undefined:
        return undefined
      case tags.false:
        return false
      case tags.true:
        return true
      case tags.wide:
        source.at--
        return textOf(source)
      case tags.date:
        return new Date(take8(source))
      case tags.bigint:
        return bigintOf(textOf(source))
      case tags.array:
        return arrayOf(source, false)
      case tags.frozenArray:
        return arrayOf(source, true)
      case tags.bytes:
        return viewOf(source)
      case tags.map:
        return new Map(entriesOf(source))
      case tags.set:
        return new Set(itemsOf(source))
      case tags.collection:
        return collectionOf(source)
      case tags.keyed:
        return keyedOf(source)
      default:
        throw new Error(`no value begins with ${tag}`)
    }
  }
  return take
}
