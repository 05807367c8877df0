/**
 * A file for the plans of fixtures/pipeline.mjs: of several parts, and of many more keys than there is room for.
 */
import { writeFileSync } from 'node:fs'

/** So many rows of this length are two parts of what workers are given. */
const count = 150_000
const text = 'text that nobody reads'

export const writeRows = (path: string): void => {
  const lines = Array.from({ length: count }, (_, i) => `key ${(i * 7919) % 49_999},${i},${text}\n`)
  writeFileSync(path, `key,n,text\n${lines.join('')}`)
}
