/**
 * An example as a TypeScript module that can be type-checked and run.
 *
 * The module has each line of the example on the line where the page has it, so that a compiler's complaint about the
 * module is one about the page. All that is added stands on the first line, or beside the code.
 */
import type { Example } from './examples.ts'
import { isForCompiler, type Statement, statementsOf } from './statements.ts'

/** What an example may use without importing it. CONTRIBUTING.md lists it too. */
export const preamble: ReadonlyMap<string, string> = new Map([
  ['F', "import * as F from 'floe'"],
  ['A', "import * as A from 'floe/aggregate'"],
  ['C', "import * as C from 'floe/codec'"],
  ['W', "import * as W from 'floe/window'"],
  ['T', "import * as T from 'floe/time'"],
  ['L', "import * as L from 'floe/laws'"],
  ['fc', "import * as fc from 'fast-check'"],
  ['csv', "import { csv } from 'floe/io'"],
  ['parquet', "import { parquet } from 'floe/io'"],
  ['toCsv', "import { toCsv } from 'floe/io'"],
  ['ndjson', "import { ndjson } from 'floe/io'"],
  ['json', "import { json } from 'floe/io'"],
  ['lines', "import { lines } from 'floe/io'"],
  ['toNdjson', "import { toNdjson } from 'floe/io'"],
  ['toJson', "import { toJson } from 'floe/io'"],
  ['toParquet', "import { toParquet } from 'floe/io'"],
  ['toFiles', "import { toFiles } from 'floe/io'"],
  ['pages', "import { pages } from 'floe/io'"],
  ['fetchJson', "import { fetchJson } from 'floe/io'"],
  ['postgres', "import { postgres } from 'floe/postgres'"],
  ['toPostgres', "import { toPostgres } from 'floe/postgres'"],
  ['database', "import { database } from '../../test/docs/database.ts'"],
  ['semaphore', "import { semaphore } from 'floe/concurrent'"],
  ['mutex', "import { mutex } from 'floe/concurrent'"],
  ['channel', "import { channel } from 'floe/concurrent'"],
  ['withPermits', "import { withPermits } from 'floe/concurrent'"],
  ['explain', "import { explain } from 'floe/inspect'"],
  ['E', "import * as E from 'fp-ts/lib/Either.js'"],
  ['O', "import * as O from 'fp-ts/lib/Option.js'"],
  ['N', "import * as N from 'fp-ts/lib/number.js'"],
  ['S', "import * as S from 'fp-ts/lib/string.js'"],
  ['t', "import * as t from 'io-ts'"],
  ['Immutable', "import * as Immutable from 'immutable'"],
  ['writeFile', "import { writeFile } from 'node:fs/promises'"],
  ['readFile', "import { readFile } from 'node:fs/promises'"],
])

/** Declarations of `src` that are exported, by name: the modules that have one. Examples in doc comments may use them. */
export type Exports = ReadonlyMap<string, readonly { readonly module: string; readonly isType: boolean }[]>

/** Words of the language that are also names of schemas, `S.null`: an example that says them means the words. */
const words: ReadonlySet<string> = new Set(['null', 'undefined', 'string', 'number', 'boolean', 'bigint', 'unknown'])

/** The names of an example that are looked for outside: not after a dot, not names of fields. */
const namesIn = (example: Example): ReadonlySet<string> => {
  const code = example.lines.map((line) => line.text).join('\n')
  return new Set(code.match(/(?<![\w$.'"])[A-Za-z_$][\w$]*/g) ?? [])
}

const importedNames = (imports: string): ReadonlySet<string> =>
  new Set([...imports.matchAll(/\* as (\w+)|(\w+)(?=\s*[,}])|import (\w+)/g)].map((m) => m[1] ?? m[2] ?? m[3] ?? ''))

const declares = (statements: readonly Statement[], name: string): boolean =>
  statements.some(({ lines }) =>
    new RegExp(
      `^(export )?(const|let|function|async function|class|type|interface) ${name.replaceAll('$', '\\$')}\\b`,
    ).test(lines[0]?.text ?? ''),
  )

const wrapped = (statement: Statement): string[] => {
  const texts = statement.lines.map((line) => line.text)
  const first = statement.lines[0]?.number ?? 0
  if (statement.kind === 'import') return texts.map(() => '')
  if (statement.expected === undefined)
    return texts.map((text, i) => (i === 0 ? text.replace(/^export (?=\w)/, '') : text))
  if (statement.kind === 'loop') return [...texts.slice(0, -1), `${texts.at(-1)}; __.output(${first})`]
  const method = statement.expected[0]?.startsWith('throws ') === true ? 'throws' : 'value'
  const body = texts.map((text, i) => (i === texts.length - 1 ? text.replace(/;$/, '') : text))
  body[0] = `await __.${method}(${first}, async () => (${body[0]}`
  body[body.length - 1] += '))'
  return body
}

/**
 * The text of the module. It exports one function, which takes a `Recorder`.
 *
 * @param from how the folder of the module sees the root of the repository: `../..`
 */
export const exampleModule = (example: Example, exports: Exports, from: string): string => {
  const statements = statementsOf(example.lines)
  const imports = statements
    .filter((statement) => statement.kind === 'import')
    .map((statement) => statement.lines.map((line) => line.text.trim()).join(' '))
  const imported = importedNames(imports.join('; '))
  const added: string[] = []
  for (const name of namesIn(example)) {
    if (imported.has(name) || words.has(name) || declares(statements, name)) continue
    const homes = exports.get(name) ?? []
    const only = homes.length === 1 && !(name in globalThis) ? homes[0] : undefined
    const home = homes.find(({ module }) => module === example.page) ?? only
    const line = preamble.get(name)
    if (line !== undefined && home?.module !== example.page) added.push(line)
    else if (home !== undefined && example.page.startsWith('src/'))
      added.push(`import ${home.isType ? 'type ' : ''}{ ${name} } from '${from}/${home.module}'`)
  }
  const body: string[] = []
  for (const { number, text } of example.lines) if (isForCompiler(text)) body[number - 1] = text
  for (const statement of statements)
    for (const [i, text] of wrapped(statement).entries()) body[(statement.lines[i]?.number ?? 0) - 1] = text
  body[0] = [
    ...imports,
    ...added,
    `import type { Recorder } from '${from}/test/docs/recorder.ts'`,
    'export default async (__: Recorder): Promise<void> => { const { console } = __',
  ].join('; ')
  return `${Array.from(body, (text) => text ?? '').join('\n')}\n}\n`
}
