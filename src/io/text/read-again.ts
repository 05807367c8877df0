/**
 * Rows that did not fit, read again from their texts: each as the format reads a file with nothing else in it. Places are those
 * of the rows when they were first read.
 */
import { FloeError, type RunError } from '../../error/floe-error.ts'
import type { Batch, Raw, Source, Where } from '../../plan/source.ts'
import type { ByteChunk } from '../files/files.ts'

async function* oneChunk(text: string): AsyncGenerator<ByteChunk> {
  const chunk = Buffer.from(text)
  yield { chunk, stored: 0 }
}

const noRow = (where: Where): FloeError =>
  new FloeError('MalformedRow', { message: 'the text of a rejected row has no row in it', place: where, raw: '' })

/** An error, found where its row was when it was first read. */
const at = (error: RunError, { text, where }: Raw): RunError => {
  const { _tag: tag, summary: message, place, hint, found, expected, cause, raw } = error
  const { source: _, line: __, row: ___, ...rest } = place
  return new FloeError(tag, {
    message,
    place: { ...where, ...rest },
    raw: raw ?? text,
    ...(hint === undefined ? {} : { hint }),
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    ...(cause === undefined ? {} : { cause }),
  }) as RunError
}

/** `again` of a source, by what reads a file of these bytes. */
export const readAgain =
  (read: (bytes: AsyncIterable<ByteChunk>, source: string, signal: AbortSignal) => AsyncIterable<Batch>) =>
  (raws: readonly Raw[]): Source['open'] =>
    async function* (signal) {
      for (const raw of raws) {
        const { text, where } = raw
        let rows = 0
        for await (const batch of read(oneChunk(text), where.source, signal)) {
          rows += batch.rows.length
          const errors = new Map([...batch.errors].map(([i, error]) => [i, at(error, raw)]))
          yield { rows: batch.rows, errors, where: () => where, bytes: 0 }
        }
        if (rows === 0)
          yield { rows: [undefined], errors: new Map([[0, noRow(where) as RunError]]), where: () => where, bytes: 0 }
      }
    }
