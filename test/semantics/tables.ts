/**
 * Reads the tables of docs/semantics.md, so that tests can run them: what the page says is what is checked. Cells in
 * backticks are JavaScript expressions. Knows nothing of what any table means.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as Immutable from 'immutable'

/** One row of a table: its cells by the header of their column, without the backticks around header or cell. */
export type Row = Readonly<Record<string, string>>

const page = (): string => readFileSync(fileURLToPath(new URL('../../docs/semantics.md', import.meta.url)), 'utf8')

/** The lines below `## heading`, up to the next heading of that level. */
const section = (markdown: string, heading: string): readonly string[] => {
  const lines = markdown.split('\n')
  const first = lines.indexOf(`## ${heading}`)
  if (first === -1) throw new Error(`docs/semantics.md has no section "## ${heading}"`)
  const length = lines.slice(first + 1).findIndex((line) => line.startsWith('## '))
  return length === -1 ? lines.slice(first + 1) : lines.slice(first + 1, first + 1 + length)
}

/** Cut at each bar that is neither escaped nor within backticks. */
const cells = (line: string): readonly string[] =>
  (
    line
      .trim()
      .slice(1, -1)
      .match(/(?:`[^`]*`|\\\||[^|`])*(?:\||$)/g) ?? []
  )
    .slice(0, -1)
    .map((cell) => cell.replace(/\|$/, '').trim().replaceAll('\\|', '|'))

const bare = (cell: string): string => /^`([^`]*)`$/.exec(cell)?.[1] ?? cell

/** The rows of all tables below `## heading`, in order. Throws if there is no such section, or no row in it. */
export const tables = (heading: string, markdown: string = page()): readonly Row[] => {
  const rows: Row[] = []
  let header: readonly string[] | undefined
  for (const line of section(markdown, heading)) {
    if (!line.trim().startsWith('|')) header = undefined
    else if (header === undefined) header = cells(line).map(bare)
    else if (!/^\|[\s:|-]+\|$/.test(line.trim())) {
      const names = header
      const found = cells(line)
      if (found.length !== names.length)
        throw new Error(`"## ${heading}": ${found.length} cells where the table has ${names.length} columns: ${line}`)
      rows.push(Object.fromEntries(names.map((name, i) => [name, bare(found[i] as string)])))
    }
  }
  if (rows.length === 0) throw new Error(`docs/semantics.md has no table below "## ${heading}"`)
  return rows
}

/** Expressions with the names that they may use, compiled once: some are evaluated for every run of a property. */
const compiled = new Map<string, (...values: readonly unknown[]) => unknown>()

/** What the expression is worth, made anew each time. `env` adds names to those every table has: `I` and `Immutable`. */
export const evaluate = (expression: string, env: Readonly<Record<string, unknown>> = {}): unknown => {
  const names = { I: Immutable, Immutable, ...env }
  const key = `${Object.keys(names).join()} => ${expression}`
  try {
    const known = compiled.get(key)
    const made = known ?? (new Function(...Object.keys(names), `'use strict'; return (${expression})`) as () => unknown)
    if (known === undefined) compiled.set(key, made)
    return made(...Object.values(names))
  } catch (cause) {
    throw new Error(`docs/semantics.md: cannot evaluate ${expression}`, { cause })
  }
}
