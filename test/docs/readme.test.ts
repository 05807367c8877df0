/**
 * Proves that `npm start` prints what README.md shows: the table to the letter, the report but for what was measured.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { blocksOf } from './examples.ts'
import { read, root } from './pages.ts'
import { withoutLayout } from './print-example.ts'

const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: { readonly start: string } }
const [program, ...args] = scripts.start.split(' ')

const [table, report] = blocksOf(read('README.md'))
  .filter(({ language }) => language === 'text')
  .map(({ lines }) => lines.map(({ text }) => text).join('\n'))

it('shows the output of npm start', { timeout: 300_000 }, async () => {
  expect(program).toBe('node')
  // What npm and vitest set must not change the output.
  const options = { cwd: root, env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' } }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options)
  expect(stdout.trimEnd()).toBe(table)
  expect(withoutLayout(stderr)).toBe(withoutLayout(report ?? ''))
})
