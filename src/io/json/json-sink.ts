/**
 * Rows as a text of JSON, written as they come: the framing that both formats have in common.
 *
 * Knows neither files nor how a row is printed.
 */
import type { Sink } from '../../plan/sink.ts'

/** What stands around the rows. The array is valid JSON, and can still be read line by line. */
const framing = {
  json: { before: '[\n', between: ',\n', after: '\n]\n', empty: '[]\n' },
  ndjson: { before: '', between: '\n', after: '\n', empty: '' },
} as const

/** Where the text goes: it is there when it is closed, and after `abort` there is no trace of it. */
export interface TextTarget {
  readonly write: (text: string) => Promise<void>
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
}

/**
 * A sink of JSON to a target.
 *
 * @param print a row, with its number from 1, on one line
 */
export const jsonSink = (
  format: keyof typeof framing,
  name: string,
  print: (row: unknown, number: number) => string,
  openTarget: () => Promise<TextTarget>,
): Sink<unknown> =>
  Object.freeze({
    format,
    name,
    open: async () => {
      const target = await openTarget()
      const frame = framing[format]
      let written = 0
      return {
        write: async (rows: readonly unknown[]) => {
          let text = ''
          for (const row of rows) {
            const line = print(row, written + 1)
            text += (written === 0 ? frame.before : frame.between) + line
            written++
          }
          if (text !== '') await target.write(text)
        },
        close: async () => {
          await target.write(written === 0 ? frame.empty : frame.after)
          await target.close()
        },
        abort: target.abort,
      }
    },
  })
