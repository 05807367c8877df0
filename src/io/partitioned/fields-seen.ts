/**
 * Whether the names in a path are fields of rows: one that is misspelt would put all rows into one file.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { similarNames } from '../files/similar-names.ts'

/** Names that are a field of no row yet, and the fields of the first row. */
export interface FieldsSeen {
  readonly unseen: readonly string[]
  readonly fields: readonly string[]
}

/** Sees whether each name is a field of some row: one that is of none is misspelt, and no row's value is null because of that. */
export const fieldsSeen = (names: readonly string[], before?: FieldsSeen) => {
  const unseen = new Set(before?.unseen ?? names)
  let fields = before?.fields ?? []
  return {
    /** What it has seen so far. */
    seen: (): FieldsSeen => ({ unseen: [...unseen], fields }),
    see: (row: unknown): void => {
      if (unseen.size === 0 || typeof row !== 'object' || row === null) return
      if (fields.length === 0) fields = Object.keys(row)
      for (const name of unseen) if (Object.hasOwn(row, name)) unseen.delete(name)
    },
    check: (path: string): void => {
      const [name] = unseen
      if (name === undefined) return
      const [similar] = similarNames(name, fields)
      throw new FloeError('SinkFailed', {
        message: `no row has the field ${printValue(name)} that files are named by`,
        place: { source: path },
        hint:
          similar === undefined
            ? `the first row has ${fields.length === 0 ? 'none' : fields.join(', ')}; by: (row) => ({ … }) works values out`
            : `did you mean {${similar}}?`,
      })
    },
  }
}
