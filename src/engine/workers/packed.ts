/**
 * Rows as bytes that change hands between threads, and back.
 *
 * Unlike rows that are put aside, they come back where nothing is known of them: what all of them have in common goes along.
 */
import * as Immutable from 'immutable'
import { objectKind } from '../../data/value-kind.ts'
import { FloeError } from '../../error/floe-error.ts'
import { newIn, newOut } from '../spill/out.ts'
import { newPack } from '../spill/pack.ts'
import { type Known, newKnown, type Shape } from '../spill/tags.ts'
import { newUnpack, type Unpack } from '../spill/unpack.ts'

/** Rows on their way. */
export interface Packed {
  readonly buffers: readonly ArrayBuffer[]
  /** How many rows are in each of them. */
  readonly lengths: readonly number[]
  readonly shapes: readonly Shape[]
  /** The kinds of Immutable's collections among them. */
  readonly collections: readonly string[]
}

export const bytesOf = ({ buffers }: Packed): number => buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)

const makers: Readonly<Record<string, () => object>> = {
  List: Immutable.List,
  Stack: Immutable.Stack,
  ImmutableSet: Immutable.Set,
  OrderedSet: Immutable.OrderedSet,
  ImmutableMap: Immutable.Map,
  OrderedMap: Immutable.OrderedMap,
}

/** The name of a collection's kind; of Records the factory is on this side alone. */
const kindOf = (empty: object): string => {
  const kind = objectKind(empty)
  if (Object.hasOwn(makers, kind)) return kind
  throw new FloeError('NotARow', {
    message: `a ${kind} of Immutable's cannot go from one thread to another: what makes it stays behind`,
    hint: 'make it a plain object, or run with one worker',
  })
}

/** What is sent of buffers, and of what those who packed them know. */
const packedOf = (buffers: readonly ArrayBuffer[], lengths: readonly number[], known: Known): Packed => ({
  buffers,
  lengths,
  shapes: known.shapes,
  collections: known.empties.map(kindOf),
})

/** Begins another buffer behind so many bytes. */
const usual = 256 * 1024

/** Buffers that are filled one after the other with rows, or what stands for them, each with about so many bytes. */
export const newFilling = (enough = usual) => {
  const buffers: ArrayBuffer[] = []
  const lengths: number[] = []
  const out = newOut(Math.ceil(1.25 * enough))
  let length = 0
  const finish = (): void => {
    if (length === 0) return
    const { bytes, at } = out
    buffers.push(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + at) as ArrayBuffer)
    lengths.push(length)
    out.at = 0
    length = 0
  }
  return {
    /** Where the next row is written to. */
    out,
    /** It has been. */
    wrote: (): void => {
      length++
      if (out.at >= enough) finish()
    },
    done: (known: Known): Packed => {
      finish()
      return packedOf(buffers, lengths, known)
    },
  }
}

export interface Packer {
  readonly push: (row: unknown) => void
  readonly done: () => Packed
}

export const newPacker = (): Packer => {
  const known = newKnown()
  const pack = newPack(known)
  const { out, wrote, done } = newFilling()
  return {
    push: (row) => {
      pack(out, row)
      wrote()
    },
    done: () => done(known),
  }
}

/** What unpacks rows: for parts whose rows have the same in common it is the same, which has written its code once. */
export type Unpackers = (packed: Pick<Packed, 'shapes' | 'collections'>) => Unpack

/** So many are remembered. */
const most = 64

export const newUnpackers = (): Unpackers => {
  const known = new Map<string, Unpack>()
  return ({ shapes, collections }) => {
    const text = JSON.stringify([shapes, collections])
    const before = known.get(text)
    if (before !== undefined) return before
    const empties = collections.map((kind) => (makers[kind] as () => object)())
    const unpack = newUnpack({ shapes: [...shapes], empties })
    if (known.size >= most) known.clear()
    known.set(text, unpack)
    return unpack
  }
}

/** The rows of each buffer, made when they are asked for. */
export function* unpacked(packed: Packed, unpackers: Unpackers = newUnpackers()): Generator<unknown[]> {
  const { buffers, lengths } = packed
  const take = unpackers(packed)
  for (const [b, buffer] of buffers.entries()) {
    const source = newIn(Buffer.from(buffer))
    const rows: unknown[] = new Array(lengths[b])
    for (let i = 0; i < rows.length; i++) rows[i] = take(source)
    yield rows
  }
}
