/**
 * What happens in a run, as lines of JSON, written at once: so that whoever follows the file sees it, and it is there when the
 * program is killed.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import type { RunEvent } from '../engine/events.ts'
import { writeError } from '../io/files/file-errors.ts'
import { jsonText } from './json-text.ts'

export interface EventLog {
  readonly add: (event: RunEvent) => void
  readonly close: () => void
}

const standardError = 2

/**
 * @param path a file, or `-` for standard error: standard output is for rows
 * @throws FloeError SinkFailed
 */
export const openEventLog = (path: string): EventLog => {
  const open = (): number => {
    try {
      return openSync(path, 'w')
    } catch (thrown) {
      throw writeError(thrown, path)
    }
  }
  const file = path === '-' ? standardError : open()
  return {
    add: (event) => {
      writeSync(file, `${jsonText(event)}\n`)
    },
    close: () => {
      if (file !== standardError) closeSync(file)
    },
  }
}
