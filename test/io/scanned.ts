/**
 * Whether a scan of a source is what `open` gives: the same rows in the same order, the same errors at the same places.
 */
import { expect } from 'vitest'
import { FloeError } from '../../src/error/floe-error.ts'
import type { Batch, Column, Columns, Scan, Source } from '../../src/plan/source.ts'
import { never } from './temporary.ts'

/** A row, as the values of some fields, or what is wrong with it; and where it is. */
interface Told {
  readonly where: unknown
  readonly found: readonly unknown[] | object
}

interface All {
  readonly told: readonly Told[]
  readonly bytes: number
  /** What the reading ended with. */
  readonly fatal: object | undefined
}

const facts = (error: FloeError): object => {
  const { _tag, message, place, found, expected, hint } = error
  return { _tag, message, place, found, expected, hint }
}

const gather = async <B extends Batch | Columns>(
  batches: AsyncIterable<B>,
  lengthOf: (batch: B) => number,
  rowOf: (batch: B, index: number) => readonly unknown[],
): Promise<All> => {
  const told: Told[] = []
  let bytes = 0
  try {
    for await (const batch of batches) {
      bytes += batch.bytes
      for (const index of batch.errors.keys()) expect(index).toBeLessThan(lengthOf(batch))
      for (let i = 0; i < lengthOf(batch); i++) {
        const error = batch.errors.get(i)
        told.push({ where: batch.where(i), found: error === undefined ? rowOf(batch, i) : facts(error) })
      }
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    return { told, bytes, fatal: facts(error) }
  }
  return { told, bytes, fatal: undefined }
}

const valueAt = (column: Column, index: number): unknown =>
  column.kind === 'texts' ? column.at(index) : column.values[index]

/** All rows of batches, as far as some fields go; no two batches' worth of rows that are not there. */
export const opened = (batches: AsyncIterable<Batch>, fields: readonly string[]): Promise<All> =>
  gather(
    batches,
    ({ rows }) => rows.length,
    ({ rows }, i) => fields.map((name) => (rows[i] as Readonly<Record<string, unknown>>)[name]),
  )

/** All rows of a scan, whose columns must be of the kinds that it says. */
export const scanned = (batches: AsyncIterable<Columns>, kinds: readonly Column['kind'][]): Promise<All> =>
  gather(
    batches,
    ({ length, columns }) => {
      expect(columns.map(({ kind }) => kind)).toEqual(kinds)
      return length
    },
    ({ columns }, i) => columns.map((column) => valueAt(column, i)),
  )

export const sameAsOpened = (found: All, expected: All): void => {
  expect(found).toStrictEqual(expected)
}

export const scanOf = (source: Source, fields: readonly string[]): Scan => {
  const scan = source.scan?.(fields)
  if (scan === undefined) throw new Error('no scan')
  return scan
}

/** Scans a source, opens it, and compares. Gives how many rows and errors there were. */
export const compareScan = async (
  source: Source,
  fields: readonly string[],
): Promise<{ readonly rows: number; readonly errors: number; readonly fatal: object | undefined }> => {
  const scan = scanOf(source, fields)
  const found = await scanned(scan.open(never), scan.kinds)
  const expected = await opened(source.open(never), fields)
  sameAsOpened(found, expected)
  const errors = found.told.filter((row) => !Array.isArray(row.found)).length
  return { rows: found.told.length - errors, errors, fatal: found.fatal }
}
