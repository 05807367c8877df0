/**
 * The files of the package vega-datasets in plain JavaScript, for tests that check an example without Floe.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of a file. */
export const pathOf = (name: string): string =>
  join(dirname(fileURLToPath(import.meta.resolve('vega-datasets'))), '..', 'data', name)

/** The lines of a CSV file below its header as cells. For files without quotes alone. */
export const cellsOf = (name: string): readonly (readonly string[])[] =>
  readFileSync(pathOf(name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

/** The value of a JSON file. */
export const jsonOf = <A>(name: string): A => JSON.parse(readFileSync(pathOf(name), 'utf8')) as A

/** Rows by a key, in order of first appearance. */
export const groupsOf = <A>(rows: Iterable<A>, key: (row: A) => string): ReadonlyMap<string, readonly A[]> => {
  const groups = new Map<string, A[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [row])
    else group.push(row)
  }
  return groups
}

/** The sum of numbers that are whole multiples of 1 / `unit`, rounded once. */
export const exactSum = (numbers: readonly number[], unit: number): number =>
  Number(numbers.reduce((sum, n) => sum + BigInt(n * unit), 0n)) / unit
