/**
 * The samples of docs/cli.md, run as they stand there. Times, rates and memory differ from run to run, and with them the
 * widths of columns: they are compared without.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, temporaryFolder } from './floe.ts'
import { keptFloe } from './kept-floe.ts'

const floe = keptFloe()
const folder = temporaryFolder()
const page = readFileSync(join(root, 'docs/cli.md'), 'utf8')

const withoutTimes = (text: string): string =>
  text
    .replace(/[\d.]+ (ms|s|B\/s|kB\/s|MB\/s)(?= |$)/gm, '~')
    .replace(/peak memory [\d.]+ MB/g, 'peak memory ~')
    .replace(/\d+%/g, '~')
    .replace(/─+/g, '─')
    // How much of a stage is shown depends on how wide its times are.
    .replace(/^(.{40}).*…/gm, '$1…')
    .replace(/ {2,}/g, '  ')
    .trim()

const samples = [...page.matchAll(/```console\n\$ floe (.*)\n([\s\S]*?)```/g)].map(([, command = '', output = '']) => ({
  command,
  output,
}))

describe('docs/cli.md', () => {
  test('has samples', () => expect(samples.length).toBeGreaterThanOrEqual(5))

  test('shows the module that they run', () => {
    const shown = /```ts\n\/\/ test\/cli\/fixtures\/delays.ts\n([\s\S]*?)```/.exec(page)?.[1]
    expect(shown).toBe(readFileSync(join(root, 'test/cli/fixtures/delays.ts'), 'utf8'))
  })

  test('shows a rejected row as it is written', async () => {
    const path = join(folder, 'rejects.ndjson')
    await floe('run', 'test/cli/fixtures/delays.ts', '--rejects', path)
    expect(/```json\n(.*\n)```/.exec(page)?.[1]).toBe(readFileSync(path, 'utf8'))
  })

  test.each(samples)('floe $command', async ({ command, output }) => {
    const { out, err } = await floe(...command.split(' '))
    expect(withoutTimes(`${out}${err}`)).toBe(withoutTimes(output))
  })
})
