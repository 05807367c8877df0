/**
 * Runs that are ended from outside: Ctrl-C, and a reader that has had enough.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ended, start, temporaryFolder } from './floe.ts'

const folder = temporaryFolder()

test('Ctrl-C ends a run with 130, and leaves nothing of its files', async () => {
  const child = start([
    'run',
    'test/cli/fixtures/endless.ts',
    '--out',
    join(folder, 'rows.csv'),
    '--rejects',
    join(folder, 'rejects.ndjson'),
  ])
  child.stderr?.once('data', () => {
    expect(readdirSync(folder)).not.toEqual([])
    child.kill('SIGINT')
  })
  const { code, err } = await ended(child)
  expect(err).toBe('begun\nFLOE500 Cancelled: the run was cancelled\n')
  expect(code).toBe(130)
  expect(readdirSync(folder)).toEqual([])
})

test('a reader that goes away ends the run in silence', async () => {
  const child = start(['run', 'test/cli/fixtures/endless.ts', '--format', 'ndjson'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  const { code, err } = await ended(child)
  expect(err.replace('begun\n', '')).toBe('')
  expect(code).toBe(0)
})
