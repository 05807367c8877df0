/**
 * Proves that the documentation is true: every TypeScript example in README.md, docs/ and the doc comments of src/
 * type-checks, runs, and prints what is written beside it.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Exports, exampleModule } from './example-module.ts'
import { type Example, markdownExamples, sourceExamples } from './examples.ts'
import { exportsOf } from './module-exports.ts'
import { markdownPages, modules, read, root } from './pages.ts'
import { isReport, withoutLayout } from './print-example.ts'
import { Recorder } from './recorder.ts'
import { statementsOf } from './statements.ts'

const folder = 'reports/doc-examples'

const exported: Exports = modules
  .flatMap((module) =>
    exportsOf(read(module))
      .filter(({ from }) => from === undefined)
      .map(({ name, isType }) => ({ name, module, isType })),
  )
  .reduce((map, { name, ...home }) => map.set(name, [...(map.get(name) ?? []), home]), new Map())

const examples: readonly Example[] = [
  ...markdownPages.flatMap((page) => markdownExamples(page, read(page))),
  ...modules.flatMap((page) => sourceExamples(page, read(page))),
]

const fileOf = (example: Example): string =>
  `${example.page.replaceAll('/', '__').replace(/\.\w+$/, '')}__${example.line}.ts`

beforeAll(() => {
  rmSync(`${root}/${folder}`, { recursive: true, force: true })
  mkdirSync(`${root}/${folder}`, { recursive: true })
  for (const example of examples)
    writeFileSync(`${root}/${folder}/${fileOf(example)}`, exampleModule(example, exported, '../..'))
  const tsconfig = { extends: '../../tsconfig.json', include: ['.'] }
  writeFileSync(`${root}/${folder}/tsconfig.json`, JSON.stringify(tsconfig))
})

/** What the compiler says, with pages for modules: the lines are the same. */
const inWordsOfPages = (output: string): string =>
  examples.reduce((text, example) => text.replaceAll(`${folder}/${fileOf(example)}(`, `${example.page} (`), output)

/** Files of the package vega-datasets, which examples may read by their names alone: `'flights-3m.parquet'`. */
const data = `${root}/node_modules/vega-datasets/data`
const dataNames = readdirSync(data)
const dataNamed = (example: Example): readonly string[] =>
  dataNames.filter((name) => !example.files.has(name) && example.lines.some(({ text }) => text.includes(`'${name}'`)))

/** Runs an example in a directory of its own. */
const play = async (example: Example): Promise<Recorder> => {
  const recorder = new Recorder()
  const before = process.cwd()
  const directory = await mkdtemp(join(tmpdir(), 'floe-example-'))
  try {
    for (const [name, text] of example.files) await writeFile(join(directory, name), text)
    for (const name of dataNamed(example)) await symlink(join(data, name), join(directory, name))
    const module = (await import(`${root}/${folder}/${fileOf(example)}`)) as {
      readonly default: (recorder: Recorder) => Promise<void>
    }
    process.chdir(directory)
    await module.default(recorder)
  } finally {
    process.chdir(before)
    await rm(directory, { recursive: true, force: true })
  }
  return recorder
}

const matches = (expected: string, { text, exact }: { readonly text: string; readonly exact: boolean }): boolean =>
  expected.startsWith('throws ')
    ? withoutLayout(text).startsWith(withoutLayout(expected))
    : text
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n')
        .trimEnd() === expected ||
      ((!exact || isReport(text)) && withoutLayout(text) === withoutLayout(expected))

it('type-checks every example', async () => {
  const tsc = `${root}/node_modules/typescript/bin/tsc`
  const output = await promisify(execFile)(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: root,
  }).then(
    () => '',
    (error: { readonly stdout?: string; readonly message: string }) => error.stdout || error.message,
  )
  expect(inWordsOfPages(output)).toBe('')
}, 120_000)

describe('every example prints what is written beside it', () => {
  for (const example of examples.filter(({ runs }) => runs))
    it(`${example.page}:${example.line}`, async () => {
      const recorder = await play(example)
      const promises = statementsOf(example.lines).filter(({ expected }) => expected !== undefined)
      const differences = promises.flatMap(({ lines, expected = [] }) => {
        const line = lines[0]?.number ?? 0
        const shown = recorder.shown.find((one) => one.line === line) ?? { text: '(it was not reached)', exact: true }
        const written = expected.join('\n')
        return matches(written, shown) ? [] : [`${example.page}:${line}\nwritten: ${written}\nprints:  ${shown.text}`]
      })
      expect(differences.join('\n\n')).toBe('')
      expect(recorder.leftOver, 'printed, but not written beside it').toEqual([])
    })
})
