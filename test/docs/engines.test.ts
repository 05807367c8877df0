/**
 * Proves that the table of docs/engines.md is what the engines say of themselves.
 */
import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { docComments } from './examples.ts'
import { read, root } from './pages.ts'

const options = ['memory', 'workers', 'checked'] as const satisfies readonly (keyof Engine['cannot'])[]

/** What the doc comment of an engine says first. */
const sentenceOf = (module: string, name: string): string => {
  const comment = docComments(read(module)).find(({ declaration }) => declaration.startsWith(`export const ${name}`))
  return (comment?.lines.map(({ text }) => text).join(' ') ?? '').split(/(?<=\.) /)[0] ?? ''
}

/** The module of a folder that is an engine: what is loaded late does not stand in `execute.ts` itself. */
const moduleOf = (folder: string): string | undefined =>
  ['engine', 'execute'].map((name) => `src/engine/${folder}/${name}.ts`).find((path) => existsSync(`${root}/${path}`))

const rowOf = async (module: string): Promise<string> => {
  const exports = (await import(`${root}/${module}`)) as Readonly<Record<string, Engine>>
  const rows = Object.entries(exports)
    .filter(([, value]) => typeof value === 'object' && 'cannot' in value)
    .map(([name, engine]) =>
      [`\`${engine.name}\``, sentenceOf(module, name), ...options.map((option) => engine.cannot[option] ?? 'yes')].join(
        ' | ',
      ),
    )
  return rows.map((row) => `| ${row} |`).join('\n')
}

it('lists every engine, and what each cannot do', async () => {
  const folders = readdirSync(`${root}/src/engine`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const modules = folders.map((folder) => moduleOf(folder.name)).filter((module) => module !== undefined)
  expect(modules.length).toBeGreaterThan(1)
  const rows = await Promise.all(modules.map(rowOf))
  const head = ['engine', 'is', ...options.map((option) => `\`${option}\``)]
  const table = [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n')
  const [, written] = /<!-- engines -->\n([\s\S]*?)\n?<!-- \/engines -->/.exec(read('docs/engines.md')) ?? []
  expect(written?.trim()).toBe(table)
})
