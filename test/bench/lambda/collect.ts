/**
 * Data lambdas as people write them: the callbacks of array methods in the sources of installed packages and in examples/.
 * Each is found once, with the scope that it stands in.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Node, Program } from 'acorn'
import { parse } from 'acorn'
import { transformSync } from 'esbuild'

const methods = new Set(['map', 'filter', 'reduce', 'sort', 'some', 'every', 'flatMap', 'find'])
const largest = 400_000

export interface Module {
  readonly path: string
  readonly text: string
  readonly tree: Program
}

export interface Found {
  readonly module: Module
  /** The function's text. */
  readonly text: string
  readonly method: string
  /** Names that are bound around it, within other functions. */
  readonly local: ReadonlySet<string>
}

const parseText = (text: string): Program | undefined => {
  for (const sourceType of ['module', 'script'] as const)
    try {
      return parse(text, { ecmaVersion: 'latest', sourceType, allowHashBang: true })
    } catch {}
  return undefined
}

const parsed = new Map<string, Module | undefined>()

/** A module by its path; undefined where it is none, or is minified. */
export const moduleOf = (path: string): Module | undefined => {
  if (!parsed.has(path)) parsed.set(path, load(path))
  return parsed.get(path)
}

const load = (path: string): Module | undefined => {
  try {
    const source = readFileSync(path, 'utf8')
    if (source.length > largest || source.length / source.split('\n').length > 200) return undefined
    // Types go away; nothing else is changed.
    const text = /\.[cm]?ts$/.test(path) ? transformSync(source, { loader: 'ts', target: 'esnext' }).code : source
    const tree = parseText(text)
    return tree === undefined ? undefined : { path, text, tree }
  } catch {
    return undefined
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

export const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value): readonly Node[] =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )

/** All names in a function's parameters and declarations, its inner functions left out. */
const namesIn = (fn: Node): readonly string[] => {
  const names: string[] = []
  const pattern = (node: Node | null): void => {
    if (node === null) return
    if (node.type === 'Identifier') names.push((node as Node & { name: string }).name)
    else if (node.type === 'AssignmentPattern') pattern((node as Node & { left: Node }).left)
    else if (node.type === 'Property') pattern((node as Node & { value: Node }).value)
    else if (node.type !== 'MemberExpression') childrenOf(node).forEach(pattern)
  }
  const visit = (node: Node): void => {
    if (node.type === 'VariableDeclarator') pattern((node as Node & { id: Node }).id)
    if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration')
      pattern((node as Node & { id: Node }).id)
    if (/Function|Class/.test(node.type)) return
    childrenOf(node).forEach(visit)
  }
  const { params, body } = fn as Node & { params: readonly Node[]; body: Node }
  params.forEach(pattern)
  childrenOf(body).forEach(visit)
  return names
}

/** A function of Floe: `F.map`, `A.sum`. */
const isFloe = (callee: Node, text: string): boolean => /^[FAW]\.\w+$/.test(text.slice(callee.start, callee.end))

/** Functions among arguments, or in object literals there. */
const functionsIn = (args: readonly Node[]): readonly Node[] =>
  args.flatMap((arg): readonly Node[] => {
    if (arg.type === 'ArrowFunctionExpression' || arg.type === 'FunctionExpression') return [arg]
    if (arg.type !== 'ObjectExpression') return []
    const { properties } = arg as Node & { properties: readonly (Node & { value?: Node })[] }
    return functionsIn(properties.flatMap(({ value }) => value ?? []))
  })

const lambdasIn = (module: Module): readonly Found[] => {
  const found: Found[] = []
  const visit = (node: Node, local: ReadonlySet<string>): void => {
    if (node.type === 'CallExpression') {
      const { callee, arguments: args } = node as Node & { callee: Node; arguments: readonly Node[] }
      const { property } = callee as Node & { property?: Node & { name?: string } }
      const [first] = args
      const isFunction = first?.type === 'ArrowFunctionExpression' || first?.type === 'FunctionExpression'
      if (
        callee.type === 'MemberExpression' &&
        property?.name !== undefined &&
        methods.has(property.name) &&
        isFunction
      )
        found.push({ module, text: module.text.slice(first.start, first.end), method: property.name, local })
      if (isFloe(callee, module.text))
        for (const fn of functionsIn(args))
          found.push({ module, text: module.text.slice(fn.start, fn.end), method: 'Floe', local })
    }
    const isFunction = /Function/.test(node.type)
    const inner = isFunction ? new Set([...local, ...namesIn(node)]) : local
    for (const child of childrenOf(node)) visit(child, inner)
  }
  visit(module.tree, new Set())
  return found
}

const filesIn = (folder: string, into: string[]): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory()) filesIn(path, into)
    else if (/\.(m?js|cjs|m?ts)$/.test(name) && !/\.min\.|\.d\.[cm]?ts$/.test(name)) into.push(path)
  }
}

/** The lambdas of all files below some folders, each text once. */
export const collect = (folders: readonly string[]): readonly Found[] => {
  const files: string[] = []
  for (const folder of folders) filesIn(folder, files)
  const byText = new Map<string, Found>()
  for (const path of files.sort()) {
    const module = moduleOf(path)
    for (const one of module === undefined ? [] : lambdasIn(module))
      if (!byText.has(one.text.replace(/\s+/g, ''))) byText.set(one.text.replace(/\s+/g, ''), one)
  }
  return [...byText.values()]
}
