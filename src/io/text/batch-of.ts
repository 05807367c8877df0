/**
 * Rows, made one by one, as a batch. Knows no format.
 */
import { FloeError, type RunError } from '../../error/floe-error.ts'
import type { Batch, Where } from '../../plan/source.ts'

/** A batch of so many rows, each made by its index or a FloeError. */
export const batchOf = (
  count: number,
  make: (index: number) => unknown,
  where: (index: number) => Where,
  bytes: number,
): Batch => {
  const rows: unknown[] = []
  const errors = new Map<number, RunError>()
  for (let i = 0; i < count; i++) {
    const made = make(i)
    if (made instanceof FloeError) {
      errors.set(i, made as RunError)
      rows.push(undefined)
    } else rows.push(made)
  }
  return { rows, errors, where, bytes }
}
