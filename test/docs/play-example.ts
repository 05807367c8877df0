/**
 * Writes examples as modules, runs them, and says where they print something else than they say.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Exports, exampleModule } from './example-module.ts'
import type { Example } from './examples.ts'
import { exportsOf } from './module-exports.ts'
import { modules, read, root } from './pages.ts'
import { isReport, withoutLayout } from './print-example.ts'
import { Recorder, type Shown } from './recorder.ts'
import { statementsOf } from './statements.ts'

const exported: Exports = modules
  .flatMap((module) =>
    exportsOf(read(module))
      .filter(({ from }) => from === undefined)
      .map(({ name, isType }) => ({ name, module, isType })),
  )
  .reduce((map, { name, ...home }) => map.set(name, [...(map.get(name) ?? []), home]), new Map())

/** The name of an example's module in its folder. */
export const fileOf = (example: Example): string =>
  `${example.page.replaceAll('/', '__').replace(/\.\w+$/, '')}__${example.line}.ts`

/** Writes the modules of examples into a folder of `reports`, two levels below the root, with a project around them. */
export const writeExamples = (folder: string, examples: readonly Example[]): void => {
  rmSync(`${root}/${folder}`, { recursive: true, force: true })
  mkdirSync(`${root}/${folder}`, { recursive: true })
  for (const example of examples)
    writeFileSync(`${root}/${folder}/${fileOf(example)}`, exampleModule(example, exported, '../..'))
  const tsconfig = { extends: '../../tsconfig.json', include: ['.'] }
  writeFileSync(`${root}/${folder}/tsconfig.json`, JSON.stringify(tsconfig))
}

/** Files of the package vega-datasets, which examples may read by their names alone: `'flights-3m.parquet'`. */
const data = `${root}/node_modules/vega-datasets/data`
const dataNames = readdirSync(data)
const dataNamed = (example: Example): readonly string[] =>
  dataNames.filter((name) => !example.files.has(name) && example.lines.some(({ text }) => text.includes(`'${name}'`)))

/** Runs an example whose module was written, in a directory of its own. */
const play = async (folder: string, example: Example): Promise<Recorder> => {
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

const withoutTrailingBlanks = (text: string): string => text.replace(/[ \t]+$/gm, '').trimEnd()

const matches = (expected: string, { text, exact }: Omit<Shown, 'line'>): boolean => {
  if (expected.startsWith('throws ')) return withoutLayout(text).startsWith(withoutLayout(expected))
  if (withoutTrailingBlanks(text) === expected) return true
  return (!exact || isReport(text)) && withoutLayout(text) === withoutLayout(expected)
}

/** Runs an example, and lists where it prints something else than is written, or something of which nothing is. */
export const differencesOf = async (folder: string, example: Example): Promise<readonly string[]> => {
  const { shown, leftOver } = await play(folder, example)
  const statements = statementsOf(example.lines).filter(({ expected }) => expected !== undefined)
  const differences = statements.flatMap(({ lines, expected = [] }) => {
    const line = lines[0]?.number ?? 0
    const printed = shown.find((one) => one.line === line) ?? { text: '(it was not reached)', exact: true }
    const written = expected.join('\n')
    return matches(written, printed) ? [] : [`${example.page}:${line}\nwritten: ${written}\nprints:  ${printed.text}`]
  })
  const unsaid = leftOver.length === 0 ? [] : [`${example.page}: printed, and not written:\n${leftOver.join('\n')}`]
  return [...differences, ...unsaid]
}
