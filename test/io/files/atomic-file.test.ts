/**
 * Proves what happens to unfinished files beside a name: those of processes that are no more are removed by the next one that
 * writes there, and no others; whatever the name.
 */
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { atomicFile } from '../../../src/io/files/atomic-file.ts'
import { markOfProcess } from '../../../src/io/files/living-process.ts'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'floe-atomic-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const put = (name: string): string => {
  fs.writeFileSync(join(folder, name), '')
  return name
}

test('what dead processes left of this file is removed, and nothing else', async () => {
  const mine = markOfProcess(fs)
  const [machine] = mine.split('-')
  const { pid } = spawnSync(process.execPath, ['--version'])
  const left = put(`.a.csv.floe-${machine}-${pid}-1-0123.tmp`)
  const kept = [
    put(`.a.csv.floe-${mine}-0123.tmp`),
    put(`.a.csv.floe-elsewhere-${pid}-1-0123.tmp`),
    put(`.b.csv.floe-${machine}-${pid}-1-0123.tmp`),
    put('.a.csv.floe-notes.tmp'),
    put('.a.csv.0123.tmp'),
    put('a.csv.tmp'),
  ]
  const file = await atomicFile(join(folder, 'a.csv'))
  expect(fs.readdirSync(folder)).not.toContain(left)
  expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(kept))
  // Its own says whose it is.
  expect(fs.readdirSync(folder).filter((name) => name.startsWith(`.a.csv.floe-${mine}-`))).toHaveLength(2)
  await file.write('1')
  await file.close()
  expect(fs.readdirSync(folder).sort()).toEqual([...kept, 'a.csv'].sort())
})

test('a name may be as long as a name may be beside which there is another', async () => {
  const name = 'x'.repeat(230)
  const file = await atomicFile(join(folder, name))
  await file.write('1')
  await file.close()
  expect(fs.readdirSync(folder)).toEqual([name])
})
