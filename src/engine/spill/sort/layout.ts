/**
 * Rows of known fields as bytes without tags: numbers as eight bytes, texts in UTF-8 behind their lengths, all else as it is
 * packed anywhere. Whoever has the bytes of a text needs no string to write one, and columns are read without one.
 */
import { compile } from '../../../code/compile.ts'
import { quote } from '../../../code/quote.ts'
import { cachedText, type TextCache, textCache } from '../../../io/scan/text-cache.ts'
import { type TextColumn, textColumn } from '../../../io/scan/text-column.ts'
import type { Column, RowsInColumns } from '../../../plan/source.ts'
import { type In, longestCount, newOut, type Out, putCount, reserve, takeCount } from '../out.ts'
import type { Unpack } from '../unpack.ts'
import { copyBytes } from './copy-bytes.ts'

/** The fields of rows, each with what its column would be. */
export interface Layout {
  readonly names: readonly string[]
  readonly kinds: readonly Column['kind'][]
  readonly isFrozen: boolean
}

export const isSameLayout = (one: Layout, other: Layout | undefined): boolean =>
  one.isFrozen === other?.isFrozen &&
  one.names.join('\0') === other.names.join('\0') &&
  one.kinds.join() === other.kinds.join()

export const putNumberField = (out: Out, value: number): void => {
  reserve(out, 8)
  out.view.setFloat64(out.at, value)
  out.at += 8
}

/** A text that lies in bytes, in UTF-8. */
export const putBytesField = (out: Out, text: In, to: number): void => {
  const length = to - text.at
  reserve(out, longestCount + length)
  putCount(out, 2 * length)
  copyBytes(out, text, to)
}

/** An odd count says that it is UTF-16, since UTF-8 has no bytes for half of a surrogate pair. */
export const putTextField = (out: Out, text: string): void => {
  const { length } = text
  reserve(out, longestCount + 3 * length)
  const start = out.at
  putCount(out, 2 * length)
  const { bytes } = out
  let { at } = out
  let i = 0
  for (; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x80) break
    bytes[at++] = unit
  }
  out.at = at
  if (i === length) return
  out.at = start
  const isWhole = (text as unknown as { isWellFormed(): boolean }).isWellFormed()
  const written = Buffer.from(text, isWhole ? 'utf8' : 'utf16le')
  putCount(out, 2 * written.length + (isWhole ? 0 : 1))
  out.at += written.copy(out.bytes, out.at)
}

const numberOf = (source: In): number => {
  const value = source.view.getFloat64(source.at)
  source.at += 8
  return value
}

const textOf = (source: In, cache: TextCache): string => {
  const count = takeCount(source)
  const from = source.at
  source.at += count >> 1
  return (count & 1) === 0
    ? cachedText(cache, source.bytes, from, source.at)
    : source.bytes.toString('utf16le', from, source.at)
}

type Make = (source: In, cache: TextCache, number: typeof numberOf, text: typeof textOf, take: Unpack) => unknown

const taking = { numbers: 'number(source)', texts: 'text(source, cache)', values: 'take(source)' } as const

/** What makes the objects of rows. */
export const rowMaker = ({ names, kinds, isFrozen }: Layout, take: Unpack): Unpack => {
  const fields = names.map((name, i) => `[${quote(name)}]: ${taking[kinds[i] as Column['kind']]}`)
  const literal = `{ ${fields.join(', ')} }`
  const make = compile<Make>(
    `return (source, cache, number, text, take) => ${isFrozen ? `Object.freeze(${literal})` : `(${literal})`}`,
  )
  const cache = textCache()
  return (source) => make(source, cache, numberOf, textOf, take)
}

/** Rows on their way into columns. */
export interface ColumnsOfRows {
  /** Takes one that is packed in some bytes. */
  readonly add: (source: In) => void
  readonly size: () => number
  /** Those that were taken since; good until another is. */
  readonly drain: () => RowsInColumns
}

interface Slot {
  readonly column: Column
  readonly text: TextColumn | undefined
  readonly take: (source: In, row: number) => void
}

/** @param capacity so many rows are taken at most between two drains */
export const columnsOfRows = ({ names, kinds }: Layout, take: Unpack, capacity: number): ColumnsOfRows => {
  const cache = textCache()
  /** The bytes of all texts that are there. */
  const held = newOut(16 * capacity)
  const slotOf = (kind: Column['kind']): Slot => {
    switch (kind) {
      case 'numbers': {
        const values = new Float64Array(capacity)
        return {
          column: { kind, values },
          text: undefined,
          take: (source, row) => {
            values[row] = source.view.getFloat64(source.at)
            source.at += 8
          },
        }
      }
      case 'texts': {
        const text = textColumn(capacity, cache)
        const { starts, ends } = text
        return {
          column: text.column,
          text,
          take: (source, row) => {
            const count = takeCount(source)
            const from = source.at
            const to = from + (count >> 1)
            if ((count & 1) === 0) {
              reserve(held, to - from)
              starts[row] = held.at
              copyBytes(held, source, to)
              ends[row] = held.at
            } else text.set(row, source.bytes.toString('utf16le', from, to))
            source.at = to
          },
        }
      }
      case 'values': {
        const values: unknown[] = new Array(capacity).fill(null)
        return {
          column: { kind, values },
          text: undefined,
          take: (source, row) => {
            values[row] = take(source)
          },
        }
      }
      default:
        return kind satisfies never
    }
  }
  const slots = kinds.map(slotOf)
  const takes = slots.map(({ take }) => take)
  const columns = slots.map(({ column }) => column)
  let size = 0
  return {
    add: (source) => {
      for (let i = 0; i < takes.length; i++) (takes[i] as Slot['take'])(source, size)
      size++
    },
    size: () => size,
    drain: () => {
      for (const { text } of slots) text?.over(held.bytes)
      const rows = { names, length: size, columns }
      size = 0
      held.at = 0
      return rows
    },
  }
}
