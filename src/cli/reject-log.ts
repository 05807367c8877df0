/**
 * What becomes of rejected rows: the first few are kept to be told, and with `--rejects FILE` each is a line of JSON there,
 * written as it comes, so that their number does not matter.
 */
import type { RunError } from '../error/floe-error.ts'
import { jsonText } from './json-text.ts'
import { fileTarget } from './text-target.ts'

/** A rejected row as a flat object: every key is always there, null where nothing is known. */
export const rejectToJson = ({ place, code, summary, found, expected }: RunError): object => ({
  source: place.source ?? null,
  line: place.line ?? null,
  row: place.row ?? null,
  field: place.field ?? null,
  stage: place.stage ?? null,
  code,
  reason: summary,
  found: found ?? null,
  expected: expected ?? null,
})

export interface RejectLog {
  /** Takes a rejected row. Never waits: the engine does not either. */
  readonly add: (error: RunError) => void
  /** The first rows that were rejected. */
  readonly first: readonly RunError[]
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
}

const kept = 3
/** Lines are handed over in pieces of about this many characters. */
const pieceSize = 64 * 1024

/**
 * A log of rejected rows, to a file if one is named.
 *
 * @throws FloeError SinkFailed
 */
export const openRejectLog = async (path: string | undefined): Promise<RejectLog> => {
  const target = path === undefined ? undefined : await fileTarget(path)
  const first: RunError[] = []
  let piece = ''
  let failure: unknown
  let written = Promise.resolve()
  const flush = (): void => {
    const text = piece
    piece = ''
    if (text !== '' && target !== undefined)
      written = written
        .then(() => target.write(text))
        .catch((thrown) => {
          failure ??= thrown
        })
  }
  return {
    first,
    add: (error) => {
      if (failure !== undefined) throw failure
      if (first.length < kept) first.push(error)
      if (target === undefined) return
      piece += `${jsonText(rejectToJson(error))}\n`
      if (piece.length >= pieceSize) flush()
    },
    close: async () => {
      flush()
      await written
      if (failure !== undefined) throw failure
      await target?.close()
    },
    abort: async () => {
      await written
      await target?.abort()
    },
  }
}
