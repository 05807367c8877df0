/** Runs the table "JSON values" of docs/semantics.md: each text as a field of a line of NDJSON, and as an item of an array. */
import * as t from 'io-ts'
import { expect, it } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { readJsonBytes } from '../../src/io/json/read-file.ts'
import { rowReader } from '../../src/io/json/row-reader.ts'
import { readNdjsonBytes } from '../../src/io/ndjson/read-file.ts'
import { chunksOf, gather } from '../io/chunks.ts'
import { evaluate, tables } from './tables.ts'

for (const { text = '', codec = '', value = '' } of tables('JSON values'))
  it(`${text} by ${codec} is ${value}`, async () => {
    const read = rowReader(t.type({ x: evaluate(codec, { t }) as t.Mixed }))
    const row = `{"x":${evaluate(text)}}`
    const line = await gather(readNdjsonBytes(chunksOf(row), 'rows', read))
    const item = await gather(readJsonBytes(chunksOf(`[${row}]`), 'rows', [], read))
    if (value === 'error') {
      expect(line.errors).toHaveLength(1)
      expect(item.errors.length + (item.fatal === undefined ? 0 : 1)).toBe(1)
      return
    }
    for (const { rows, errors, fatal } of [line, item]) {
      expect({ errors, fatal }).toEqual({ errors: [], fatal: undefined })
      expect(rows.map(fingerprint)).toEqual([{ x: evaluate(value) }].map(fingerprint))
    }
  })
