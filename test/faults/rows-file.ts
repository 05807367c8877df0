/**
 * A file for the plans of fixtures/pipeline.mjs: of several parts, and of many more keys than there is room for.
 */
import { writeFileSync } from 'node:fs'

/** So many rows are two parts of what workers are given. */
const count = 350_000

export const writeRows = (path: string): void => {
  const lines = Array.from({ length: count }, (_, i) => `key ${(i * 7919) % 49_999},${i}\n`)
  writeFileSync(path, `key,n\n${lines.join('')}`)
}
