/**
 * A file of records that are added one by one, each on the disk before the next: what a process wrote down is there for the one
 * after it, and a record that it did not finish is as if it had never been begun.
 *
 * Knows not what is in the records: any plain data, buffers and typed arrays among it.
 */
import type * as fs from 'node:fs'
import { printThrown } from '../../data/print-thrown.ts'
import { FloeError } from '../../error/floe-error.ts'

export interface Journal<R> {
  /** Adds a record, and comes back when it is on the disk. */
  readonly add: (record: R) => void
  /** The records that were there when it was opened, read when they are asked for. */
  readonly earlier: () => Iterable<R>
  readonly close: () => void
}

/** In front of each record: its length, and a checksum. */
const headLength = 8

export const checkpointFailed = (what: string, path: string, thrown: unknown): FloeError => {
  const isFull = (thrown as { readonly code?: unknown } | null)?.code === 'ENOSPC'
  return new FloeError('CheckpointFailed', {
    message: `the checkpoint could not be ${what}: '${path}': ${isFull ? 'the disk is full' : printThrown(thrown)}`,
    hint: isFull ? 'make room there; the run can go on from what was written before' : `ls -ld '${path}'`,
    cause: thrown,
  })
}

/** @throws FloeError CheckpointFailed, here and in all that it gives */
export const openJournal = <R>(path: string): Journal<R> => {
  const files = process.getBuiltinModule('node:fs')
  const { serialize, deserialize } = process.getBuiltinModule('node:v8')
  const { crc32 } = process.getBuiltinModule('node:zlib')
  const tried = <A>(what: string, work: () => A): A => {
    try {
      return work()
    } catch (thrown) {
      throw checkpointFailed(what, path, thrown)
    }
  }
  const file = tried('opened', () => files.openSync(path, files.constants.O_RDWR | files.constants.O_CREAT, 0o600))

  /** The record at a place; undefined where there is none, or only a part of one. */
  const at = (place: number, size: number): Buffer | undefined => {
    const head = Buffer.alloc(headLength)
    if (place + headLength > size || !readAll(files, file, head, place)) return undefined
    const length = head.readUInt32LE(0)
    // Of nothing the checksum is 0, and so is what a disk may give for what never came to it.
    if (length === 0 || place + headLength + length > size) return undefined
    const bytes = Buffer.allocUnsafeSlow(length)
    return readAll(files, file, bytes, place + headLength) && crc32(bytes) === head.readUInt32LE(4) ? bytes : undefined
  }

  let end = 0
  tried('read back', () => {
    const { size } = files.fstatSync(file)
    for (let bytes = at(0, size); bytes !== undefined; bytes = at(end, size)) end += headLength + bytes.length
    files.ftruncateSync(file, end)
  })
  const before = end

  return {
    add: (record) =>
      tried('written', () => {
        const bytes = serialize(record)
        const head = Buffer.alloc(headLength)
        head.writeUInt32LE(bytes.length, 0)
        head.writeUInt32LE(crc32(bytes), 4)
        for (const one of [head, bytes])
          for (let done = 0; done < one.length; )
            done += files.writeSync(file, one, done, one.length - done, end + done + (one === bytes ? headLength : 0))
        files.fdatasyncSync(file)
        end += headLength + bytes.length
      }),
    earlier: function* () {
      for (let place = 0; place < before; ) {
        const bytes = tried('read back', () => at(place, before))
        if (bytes === undefined) throw checkpointFailed('read back', path, 'it was changed while it was read')
        place += headLength + bytes.length
        yield tried('read back', () => deserialize(bytes)) as R
      }
    },
    close: () => files.closeSync(file),
  }
}

const readAll = (files: typeof fs, file: number, bytes: Buffer, place: number): boolean => {
  for (let at = 0; at < bytes.length; ) {
    const count = files.readSync(file, bytes, at, bytes.length - at, place + at)
    if (count === 0) return false
    at += count
  }
  return true
}
