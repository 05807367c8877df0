/**
 * Rows into a table by `insert`, so many at a time: for what speaks as PostgreSQL does, and knows no `copy`.
 */

import { printArray } from './array-text.ts'
import type { Loader } from './copy-rows.ts'
import { quotedList } from './quoted.ts'
import type { Session } from './session.ts'
import type { TableColumn } from './table.ts'
import type { Texts } from './texts-of-rows.ts'

/** A parameter for each column, each with the texts of all rows: so the statement is the same for any number of them. */
const statementFor = (table: string, columns: readonly TableColumn[]): string => {
  const names = quotedList(columns.map(({ name }) => name))
  const values = columns.map(({ typeName }, i) => `c${i}::${typeName}`).join(', ')
  const texts = columns.map((_, i) => `$${i + 1}::text[]`).join(', ')
  const aliases = columns.map((_, i) => `c${i}`).join(', ')
  return `insert into ${table} (${names}) select ${values} from unnest(${texts}) as given (${aliases})`
}

export const insertRows = (session: Session, table: string, columns: readonly TableColumn[], batch: number): Loader => {
  const statement = statementFor(table, columns)
  let waiting: Texts[] = []
  const flush = async (): Promise<void> => {
    const rows = waiting
    if (rows.length === 0) return
    waiting = []
    const values = columns.map((_, i) => printArray(rows.map((texts) => texts[i] as string | null)))
    await session.work((client) => client.query({ text: statement, values }))
  }
  return {
    add: async (rows) => {
      for (const row of rows) {
        waiting.push(row)
        if (waiting.length >= batch) await flush()
      }
    },
    end: flush,
    abort: async () => {
      waiting = []
    },
  }
}
