/**
 * Rows that are packed as their values come: first the keys of one, and then, if it is wanted, its fields in the order of their
 * layout. Generated code calls it.
 */
import type { Column } from '../../../plan/source.ts'
import { newIn, type Out, readFrom } from '../out.ts'
import type { Pack } from '../pack.ts'
import { putBytesField, putNumberField, putTextField } from './layout.ts'
import { type Direction, putKey, putNumberKey, putTextKey } from './order-key.ts'
import type { Records } from './records.ts'

export type Texts = Extract<Column, { readonly kind: 'texts' }>

export interface Packing {
  readonly begin: () => void
  /** Keys, each by its number, in order. */
  readonly textKey: (key: number, column: Texts, row: number) => void
  readonly numberKey: (key: number, value: number) => void
  /** One that is no bigint, bytes, map or set, and has none in it. */
  readonly key: (key: number, value: unknown) => void
  /** Whether the row is wanted, now that its keys are there. If not, it is forgotten. */
  readonly isWanted: () => boolean
  readonly textOf: (column: Texts, row: number) => void
  readonly text: (text: string) => void
  readonly number: (value: number) => void
  readonly value: (value: unknown) => void
  readonly finish: () => void
}

/** What the sorter does on the way. */
interface Told {
  readonly isWanted: () => boolean
  readonly isThere: () => void
}

export const newPacking = (records: Records, directions: readonly Direction[], pack: Pack, told: Told): Packing => {
  let out: Out = records.out()
  /** The bytes of a column, with a view of them. */
  const source = newIn(Buffer.alloc(0))
  let last: Uint8Array = source.bytes
  const over = (bytes: Uint8Array): void => {
    if (bytes === last) return
    last = bytes
    readFrom(source, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0)
  }
  return {
    begin: () => {
      records.begin()
      out = records.out()
    },
    textKey: (key, column, row) => {
      const way = directions[key] as Direction
      const { texts } = column
      const from = texts === undefined ? -1 : (texts.starts[row] as number)
      const to = texts === undefined ? -1 : (texts.ends[row] as number)
      if (texts === undefined || from < 0 || to < 0) putKey(out, column.at(row), way)
      else {
        over(texts.bytes)
        putTextKey(out, source.view, from, to, way)
      }
    },
    numberKey: (key, value) => putNumberKey(out, value, directions[key] as Direction),
    key: (key, value) => {
      putKey(out, value, directions[key] as Direction)
    },
    isWanted: () => {
      records.keyIsThere()
      if (told.isWanted()) return true
      records.undo()
      return false
    },
    textOf: (column, row) => {
      const { texts } = column
      const from = texts === undefined ? -1 : (texts.starts[row] as number)
      const to = texts === undefined ? -1 : (texts.ends[row] as number)
      if (texts === undefined || from < 0 || to < 0) putTextField(out, column.at(row))
      else {
        over(texts.bytes)
        source.at = from
        putBytesField(out, source, to)
      }
    },
    text: (text) => putTextField(out, text),
    number: (value) => putNumberField(out, value),
    value: (value) => pack(out, value),
    finish: () => {
      records.finish()
      told.isThere()
    },
  }
}
