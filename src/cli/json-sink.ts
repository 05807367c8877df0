/**
 * Rows as JSON: an array with one row a line, or one row a line and nothing else (NDJSON). Written as they come.
 */
import type { Sink } from '../plan/sink.ts'
import { jsonText } from './json-text.ts'
import type { TextTarget } from './text-target.ts'

/** What stands around the rows. The array is valid JSON, and can still be read line by line. */
const framing = {
  json: { before: '[\n', between: ',\n', after: '\n]\n', empty: '[]\n' },
  ndjson: { before: '', between: '\n', after: '\n', empty: '' },
} as const

/** A sink of JSON to a target. */
export const jsonSink = (
  format: keyof typeof framing,
  name: string,
  openTarget: () => Promise<TextTarget>,
): Sink<unknown> => ({
  format,
  name,
  open: async () => {
    const target = await openTarget()
    const frame = framing[format]
    let isEmpty = true
    return {
      write: async (rows) => {
        let text = ''
        for (const row of rows) {
          text += `${isEmpty ? frame.before : frame.between}${jsonText(row)}`
          isEmpty = false
        }
        if (text !== '') await target.write(text)
      },
      close: async () => {
        await target.write(isEmpty ? frame.empty : frame.after)
        await target.close()
      },
      abort: target.abort,
    }
  },
})
