/**
 * Values as bytes: all that can be rows, without loss. Fields keep their order, and what is frozen is so when it comes back.
 */
import { bytesName } from '../../data/bytes-of.ts'
import { checkRow, mostLevels } from '../../data/check-row.ts'
import { objectKind } from '../../data/value-kind.ts'
import { longestCount, type Out, putCount, reserve } from './out.ts'
import { type Known, mostShapes, type Shape, tags } from './tags.ts'

/** Up to so many units are written one by one. */
const fewUnits = 48

/** A text, whose length goes before it. */
const putText = (out: Out, text: string): void => {
  const { length } = text
  reserve(out, 1 + longestCount + 2 * length)
  const start = out.at
  out.at++
  putCount(out, length)
  const { bytes } = out
  let at = out.at
  let all = 0
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    all |= unit
    if (all > 255 || i >= fewUnits) break
    bytes[at++] = unit
  }
  if (all < 256 && length > fewUnits) {
    for (let i = fewUnits; i < length && all < 256; i++) all |= text.charCodeAt(i)
    if (all < 256) bytes.write(text, out.at, length, 'latin1')
  }
  bytes[start] = all < 256 ? tags.narrow : tags.wide
  if (all < 256) out.at += length
  else out.at += bytes.write(text, out.at, 2 * length, 'utf16le')
}

const putNumber = (out: Out, value: number): void => {
  reserve(out, 1 + longestCount)
  if ((value | 0) === value && (value !== 0 || !Object.is(value, -0))) {
    const isBelow = value < 0
    out.bytes[out.at++] = isBelow ? tags.below : tags.count
    putCount(out, isBelow ? -value : value)
  } else {
    out.bytes[out.at++] = tags.double
    out.view.setFloat64(out.at, value)
    out.at += 8
  }
}

const putTag = (out: Out, tag: number): void => {
  reserve(out, 1 + longestCount)
  out.bytes[out.at++] = tag
}

const isShape = (shape: Shape, names: readonly string[], isFrozen: boolean, isBare: boolean): boolean => {
  if (shape.isFrozen !== isFrozen || shape.isBare !== isBare || shape.names.length !== names.length) return false
  for (let i = 0; i < names.length; i++) if (shape.names[i] !== names[i]) return false
  return true
}

export type Pack = (out: Out, value: unknown) => void

/** Of packers and unpackers that know the same. */
export const newPack = (known: Known): Pack => {
  const { shapes, empties } = known
  const byText = new Map<string, Shape>()
  const byPrototype = new Map<unknown, number>()
  /** The last ones that were met. */
  const last: Shape[] = []

  const shapeOf = (value: object): Shape => {
    const names = Object.keys(value)
    const isFrozen = Object.isFrozen(value)
    const isBare = Object.getPrototypeOf(value) === null
    for (const shape of last) if (isShape(shape, names, isFrozen, isBare)) return shape
    const text = JSON.stringify([isFrozen, isBare, ...names])
    let shape = byText.get(text)
    if (shape === undefined) {
      shape = { id: shapes.length < mostShapes ? shapes.length : -1, names, isFrozen, isBare }
      if (shape.id >= 0) {
        shapes.push(shape)
        byText.set(text, shape)
      }
    }
    if (shape.id >= 0) {
      last.unshift(shape)
      last.length = Math.min(last.length, 4)
    }
    return shape
  }

  const putObject = (out: Out, value: object, level: number): void => {
    const shape = shapeOf(value)
    putTag(out, tags.object)
    putCount(out, shape.id + 1)
    if (shape.id < 0) {
      reserve(out, 1 + longestCount)
      out.bytes[out.at++] = (shape.isFrozen ? 1 : 0) | (shape.isBare ? 2 : 0)
      putCount(out, shape.names.length)
      for (const name of shape.names) putText(out, name)
    }
    const { names } = shape
    for (let i = 0; i < names.length; i++) put(out, (value as Record<string, unknown>)[names[i] as string], level)
  }

  const putArray = (out: Out, value: readonly unknown[], level: number): void => {
    putTag(out, Object.isFrozen(value) ? tags.frozenArray : tags.array)
    putCount(out, value.length)
    for (let i = 0; i < value.length; i++) {
      const item = value[i]
      if (item === undefined && !Object.hasOwn(value, i)) putTag(out, tags.hole)
      else put(out, item, level)
    }
  }

  const putItems = (out: Out, items: Iterable<unknown>, size: number, level: number): void => {
    reserve(out, longestCount)
    putCount(out, size)
    for (const item of items) put(out, item, level)
  }

  const putEntries = (out: Out, entries: Iterable<readonly unknown[]>, size: number, level: number): void => {
    reserve(out, longestCount)
    putCount(out, size)
    for (const [key, item] of entries) {
      put(out, key, level)
      put(out, item, level)
    }
  }

  /** One that is empty has all there is to a collection besides its entries: of Records, the factory. */
  const emptyOf = (value: { readonly clear: () => object }): number => {
    const prototype = Object.getPrototypeOf(value)
    const found = byPrototype.get(prototype)
    if (found !== undefined) return found
    empties.push(value.clear())
    byPrototype.set(prototype, empties.length - 1)
    return empties.length - 1
  }

  const putImmutable = (out: Out, value: object, kind: string, level: number): void => {
    const collection = value as Iterable<unknown> & { readonly size: number; readonly clear: () => object }
    const isKeyed = kind === 'Record' || kind.endsWith('Map')
    putTag(out, isKeyed ? tags.keyed : tags.collection)
    putCount(out, emptyOf(collection))
    if (kind === 'Record') {
      const entries = Object.entries((value as { toObject(): object }).toObject())
      putEntries(out, entries, entries.length, level)
    } else if (isKeyed) putEntries(out, collection as Iterable<readonly unknown[]>, collection.size, level)
    else putItems(out, collection, collection.size, level)
  }

  const putView = (out: Out, value: ArrayBuffer | ArrayBufferView): void => {
    putTag(out, tags.bytes)
    const bytes = ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value)
    putText(out, Buffer.isBuffer(value) ? 'Buffer' : bytesName(value))
    reserve(out, longestCount + bytes.length)
    putCount(out, bytes.length)
    out.bytes.set(bytes, out.at)
    out.at += bytes.length
  }

  const putAny = (out: Out, value: object, level: number): void => {
    // It says what is wrong with what can be no row.
    if (level > mostLevels) checkRow(value)
    const kind = objectKind(value)
    switch (kind) {
      case 'object':
        putObject(out, value, level)
        break
      case 'array':
        putArray(out, value as readonly unknown[], level)
        break
      case 'date':
        putTag(out, tags.date)
        out.view.setFloat64(out.at, (value as Date).getTime())
        out.at += 8
        break
      case 'bytes':
        putView(out, value as ArrayBuffer)
        break
      case 'map': {
        const map = value as ReadonlyMap<unknown, unknown>
        putTag(out, tags.map)
        putEntries(out, map, map.size, level)
        break
      }
      case 'set': {
        const set = value as ReadonlySet<unknown>
        putTag(out, tags.set)
        putItems(out, set, set.size, level)
        break
      }
      case 'none':
        checkRow(value)
        break
      default:
        putImmutable(out, value, kind, level)
    }
  }

  const put = (out: Out, value: unknown, level: number): void => {
    switch (typeof value) {
      case 'string':
        putText(out, value)
        break
      case 'number':
        putNumber(out, value)
        break
      case 'object':
        if (value === null) putTag(out, tags.null)
        else putAny(out, value, level + 1)
        break
      case 'boolean':
        putTag(out, value ? tags.true : tags.false)
        break
      case 'undefined':
        putTag(out, tags.undefined)
        break
      case 'bigint':
        putTag(out, tags.bigint)
        putText(out, value.toString(36))
        break
      default:
        checkRow(value)
    }
  }
  return (out, value) => put(out, value, 0)
}
