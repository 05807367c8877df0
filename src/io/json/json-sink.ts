/**
 * Rows as a text of JSON, written as they come: the framing that both formats have in common.
 *
 * Knows neither files nor how a row is printed.
 */
import type { ResumableWriter, Resumption, Sink } from '../../plan/sink.ts'

/**
 * What stands around the rows. The array is valid JSON, and can still be read line by line. A line of NDJSON is whole when its row is
 * written, for whoever reads as rows come.
 */
const framing = {
  json: { before: '[\n', between: ',\n', behind: '', after: '\n]\n', empty: '[]\n' },
  ndjson: { before: '', between: '', behind: '\n', after: '', empty: '' },
} as const

/** Where the text goes: it is there when it is closed, and after `abort` there is no trace of it. */
export interface TextTarget {
  readonly write: (text: string) => Promise<void>
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
  readonly park?: (() => Promise<void>) | undefined
}

/** A target that can be gone on with by another process. */
export interface ResumableTarget extends TextTarget {
  /** Whether an earlier process has closed it: nothing more is to be written. */
  readonly isClosed: boolean
  /** What says where it stands, as plain JSON. */
  readonly commit: () => Promise<unknown>
}

type Print = (row: unknown, number: number) => string

const writerTo = (format: keyof typeof framing, target: TextTarget, print: Print, before = 0) => {
  const frame = framing[format]
  let written = before
  return {
    write: async (rows: readonly unknown[]): Promise<void> => {
      let text = ''
      for (const row of rows) {
        const line = print(row, written + 1)
        text += (written === 0 ? frame.before : frame.between) + line + frame.behind
        written++
      }
      if (text !== '') await target.write(text)
    },
    close: async (): Promise<void> => {
      const last = written === 0 ? frame.empty : frame.after
      if (last !== '') await target.write(last)
      await target.close()
    },
    abort: target.abort,
    park: target.park,
    written: (): number => written,
  }
}

/**
 * A sink of JSON to a target, and to one that can be gone on with if there is one.
 *
 * @param print a row, with its number from 1, on one line
 */
export const jsonSink = (
  format: keyof typeof framing,
  name: string,
  print: Print,
  openTarget: () => Promise<TextTarget>,
  openAgain?: (resumption: Resumption) => Promise<ResumableTarget>,
): Sink<unknown> => {
  const resume = async (resumption: Resumption): Promise<ResumableWriter<unknown>> => {
    const target = await (openAgain as NonNullable<typeof openAgain>)(resumption)
    const before = (resumption.mark as { readonly rows: number } | undefined)?.rows ?? 0
    const { written, ...writer } = writerTo(format, target, print, before)
    const close = target.isClosed ? target.close : writer.close
    return {
      ...writer,
      close,
      committed: before,
      commit: async () => ({ rows: written(), file: await target.commit() }),
    }
  }
  return Object.freeze({
    format,
    name,
    open: async () => writerTo(format, await openTarget(), print),
    ...(openAgain === undefined ? {} : { resume }),
  })
}
