/**
 * Lints the corpus by the recommended rules of eslint-plugin-functional, with types, and prints which entries they complain
 * about: a process of its own, as it is not of the packages that Floe itself is built with.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as parser from '@typescript-eslint/parser'
import { ESLint } from 'eslint'
import functional from 'eslint-plugin-functional'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = `${root}test/laws/corpus/`
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => folder + name)

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    functional.configs.recommended,
    {
      files: ['**/*.ts'],
      languageOptions: { parser, parserOptions: { project: `${root}tsconfig.json`, tsconfigRootDir: root } },
    },
  ],
})

/** The code of each entry by its name: all that `subject` is given besides what it is tried on. */
const entriesIn = (tree) => {
  const found = []
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node.type !== 'string') return
    const add = (name, subject) => found.push({ name: name.value, parts: subject.arguments?.slice(1) ?? [subject] })
    const fieldOf = (key) => node.properties?.find((one) => one.key?.name === key)?.value
    if (node.type === 'ObjectExpression' && fieldOf('name')?.type === 'Literal' && fieldOf('subject'))
      add(fieldOf('name'), fieldOf('subject'))
    // Lawful ones are made by a function of three arguments.
    const [name, , subject] = node.type === 'CallExpression' ? node.arguments : []
    if (node.callee?.name === 'lawful' && name?.type === 'Literal' && subject) add(name, subject)
    for (const [key, part] of Object.entries(node)) if (key !== 'parent') visit(part)
  }
  visit(tree.body)
  return found
}

const names = new Set()
let all = 0
for (const { filePath, messages } of await eslint.lintFiles(files)) {
  const entries = entriesIn(parser.parse(readFileSync(filePath, 'utf8'), { loc: true, range: true }))
  all += entries.length
  for (const { line, fatal, message } of messages) {
    if (fatal) throw new Error(`${filePath}: ${message}`)
    for (const { name, parts } of entries)
      if (parts.some(({ loc }) => loc.start.line <= line && line <= loc.end.line)) names.add(name)
  }
}
process.stdout.write(JSON.stringify({ all, complaints: [...names] }))
