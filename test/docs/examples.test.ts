/**
 * Proves that the documentation is true: every TypeScript example in README.md, docs/ and the doc comments of src/
 * type-checks, runs, and prints what is written beside it.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { preamble } from './example-module.ts'
import { type Example, markdownExamples, sourceExamples } from './examples.ts'
import { markdownPages, modules, read, root } from './pages.ts'
import { differencesOf, fileOf, writeExamples } from './play-example.ts'

/** Ignored by git. */
const folder = 'reports/doc-examples'

const examples: readonly Example[] = [
  ...markdownPages.flatMap((page) => markdownExamples(page, read(page))),
  ...modules.flatMap((page) => sourceExamples(page, read(page))),
]

beforeAll(() => writeExamples(folder, examples))

/** What the compiler says, with pages for modules: the lines are the same. */
const inWordsOfPages = (output: string): string =>
  examples.reduce((text, example) => text.replaceAll(`${folder}/${fileOf(example)}(`, `${example.page} (`), output)

it('type-checks every example', { timeout: 300_000 }, async () => {
  // Its threads would take more processor time in all, which other tests need.
  const tsc = [`${root}/node_modules/typescript/bin/tsc`, '-p', folder, '--singleThreaded', '--pretty', 'false']
  const output = await promisify(execFile)(process.execPath, tsc, { cwd: root }).then(
    () => '',
    (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
  )
  expect(inWordsOfPages(output)).toBe('')
})

describe('every example prints what is written beside it', () => {
  for (const example of examples.filter(({ runs }) => runs))
    it(`${example.page}:${example.line}`, async () =>
      expect((await differencesOf(folder, example)).join('\n\n')).toBe(''))
})

it('CONTRIBUTING.md names everything that an example may use without importing it', () => {
  const [, table = ''] = /\| name \| is \|\n([\s\S]*?)\n\n/.exec(read('CONTRIBUTING.md')) ?? []
  const names = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)])
  expect(names.map(([, name]) => name).sort()).toEqual([...preamble.keys()].sort())
})
