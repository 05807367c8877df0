/**
 * Records of so many numbers each, one after the other without anything between: as most are of which groups are made. Four bytes
 * for a number where all are whole and short, else eight. The bytes are for this process only, and in its order.
 */

type Numbers = Int32Array | Float64Array

/** What stands before the numbers: of which form they are, and how many make a record. */
const headLength = 8

export const forms = { any: 0, whole: 1, double: 2 } as const
export type Form = (typeof forms)[keyof typeof forms]

/** One block of them, as it is written. */
export interface NumberBlock {
  /** Takes a record in, unless it is not of this form. */
  readonly push: (record: readonly unknown[]) => boolean
  readonly bytes: () => Buffer
  /** How many bytes are written. */
  readonly length: () => number
  readonly isEmpty: () => boolean
  readonly clear: () => void
}

const isWhole = (value: number): boolean => (value | 0) === value && (value !== 0 || 1 / value > 0)

export const newNumberBlock = (form: Exclude<Form, 0>, width: number): NumberBlock => {
  const make = (length: number): Numbers => (form === forms.whole ? new Int32Array(length) : new Float64Array(length))
  const first = headLength / (form === forms.whole ? 4 : 8)
  let items = make(64)
  let at = first
  const grow = (): void => {
    const more = make(2 * items.length + width)
    more.set(items)
    items = more
  }
  return {
    push: (record) => {
      if (record.length !== width || width === 0) return false
      if (at + width > items.length) grow()
      for (let i = 0; i < width; i++) {
        const value = record[i]
        if (typeof value !== 'number' || (form === forms.whole && !isWhole(value))) return false
        items[at + i] = value
      }
      at += width
      return true
    },
    bytes: () => {
      const bytes = Buffer.from(items.buffer, 0, at * items.BYTES_PER_ELEMENT)
      bytes.writeUInt32LE(form, 0)
      bytes.writeUInt32LE(width, 4)
      return bytes
    },
    length: () => at * items.BYTES_PER_ELEMENT,
    isEmpty: () => at === first,
    clear: () => {
      at = first
    },
  }
}

/** The records of a block, whose bytes begin with its form. */
export function* recordsOfNumbers(bytes: Buffer): Generator<readonly unknown[]> {
  const width = bytes.readUInt32LE(4)
  const start = bytes.byteOffset + headLength
  const length = bytes.length - headLength
  const items: Numbers =
    bytes[0] === forms.whole
      ? new Int32Array(bytes.buffer, start, length / 4)
      : new Float64Array(bytes.buffer, start, length / 8)
  for (let at = 0; at < items.length; at += width) {
    const record: unknown[] = []
    for (let i = 0; i < width; i++) record.push(items[at + i])
    yield record
  }
}
