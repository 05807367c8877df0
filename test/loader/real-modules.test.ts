/** Modules that others wrote do the same after the change: parsers, collections, validators; each put through its paces. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { transform } from '../../src/loader/transform.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Beside the packages, so that what the modules import is found.
const folder = mkdtempSync(join(root, 'node_modules/.floe-loader-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Exports = Readonly<Record<string, unknown>>

/** A module of a package, as it is and changed. */
const both = async (path: string): Promise<readonly [Exports, Exports]> => {
  const file = join(root, 'node_modules', path)
  const changed = transform(readFileSync(file, 'utf8'), { file })
  if (changed === undefined) throw new Error(`nothing was changed in ${path}`)
  const copy = join(folder, path.replaceAll('/', '-').replace(/\.js$/, '.mjs'))
  writeFileSync(copy, changed.code)
  return [
    await import(/* @vite-ignore */ pathToFileURL(file).href),
    await import(/* @vite-ignore */ pathToFileURL(copy).href),
  ]
}

/** What can be seen of a value without calling it. */
const shapeOf = (value: unknown, level = 0): unknown => {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null || level > 2)) return typeof value
  const keys = Object.getOwnPropertyNames(value).filter((key) => key !== 'caller' && key !== 'arguments')
  return [
    typeof value,
    typeof value === 'function' ? [value.name, value.length] : [],
    keys.map((key) => [key, shapeOf(Object.getOwnPropertyDescriptor(value, key)?.value, level + 1)]),
  ]
}

type Calls = Readonly<Record<string, (exports: never) => unknown>>

const calls: Calls = {
  'acorn/dist/acorn.mjs': ({ parse }: typeof import('acorn')) =>
    ['acorn/dist/acorn.mjs', 'immutable/dist/immutable.es.js'].map(
      (path) =>
        JSON.stringify(
          parse(readFileSync(join(root, 'node_modules', path), 'utf8'), {
            ecmaVersion: 'latest',
            sourceType: 'module',
          }),
        ).length,
    ),
  'immutable/dist/immutable.es.js': ({ Range, fromJS, is }: typeof import('immutable')) => [
    Range(0, 500)
      .groupBy((n) => n % 7)
      .map((group) => group.reduce((a, b) => a + b, 0))
      .sortBy((n) => -n)
      .toJS(),
    fromJS({ a: [1, { b: 2 }] }).hashCode(),
    is(fromJS({ a: [1] }), fromJS({ a: [1] })),
    `${Range(0, 5).toOrderedSet().zip(Range(3, 9))}`,
  ],
  'immer/dist/immer.mjs': ({ produce }: typeof import('immer')) =>
    produce({ a: [1, 2], b: { c: 1 } }, (draft) => {
      draft.a.push(3)
      draft.b.c += 1
    }),
  'csv-parse/dist/esm/sync.js': ({ parse }: typeof import('csv-parse/sync')) =>
    parse('a,b\n1,"x\n""y"""\n2,z\n', { columns: true, info: true }),
}

describe('modules of packages', () => {
  test.each(Object.keys(calls))('%s', async (path) => {
    const [before, after] = await both(path)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(shapeOf({ ...after })).toEqual(shapeOf({ ...before }))
    const call = calls[path] as (exports: Exports) => unknown
    expect(call(after)).toEqual(call(before))
  })
})
