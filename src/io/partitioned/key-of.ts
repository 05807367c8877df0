/**
 * The file that a row belongs to, by its fields or by what is worked out of them.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { encodeKey } from './encode-key.ts'
import type { PathTemplate } from './path-template.ts'

/** @throws FloeError SinkFailed where a value names no file */
export const keyOf = (
  row: unknown,
  { names, fill }: PathTemplate,
  by: ((row: unknown) => unknown) | undefined,
  template: string,
  number: number,
): string => {
  const values = (by === undefined ? row : by(row)) as Readonly<Record<string, unknown>> | null | undefined
  const parts = new Map<string, string>()
  for (const name of names) {
    const value =
      typeof values === 'object' && values !== null && Object.hasOwn(values, name) ? values[name] : undefined
    const part = encodeKey(value)
    if (part === undefined)
      throw new FloeError('SinkFailed', {
        message: `no file can be named by ${printValue(value)}`,
        place: { source: template, row: number, field: name },
        hint: 'a name is made of text, a number, a boolean, a valid Date or null: by: (row) => ({ … })',
      })
    parts.set(name, part)
  }
  return fill(parts)
}
