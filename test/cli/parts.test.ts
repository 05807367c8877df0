/**
 * The parts of the program that need no process: targets, datasets of a module, JSON, lines of stacks, the bar's text.
 */
import * as F from 'floe'
import { Map as ImmutableMap, Set as ImmutableSet, List } from 'immutable'
import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'
import { jsonText } from '../../src/cli/json-text.ts'
import { formatOf } from '../../src/cli/output.ts'
import { parseTarget } from '../../src/cli/parse-target.ts'
import { printProgress } from '../../src/cli/progress-bar.ts'
import { relativePaths } from '../../src/cli/relative-paths.ts'
import { selectDataset } from '../../src/cli/select-dataset.ts'
import { userLine } from '../../src/cli/user-line.ts'

const no = () => false

test.each([
  ['late.ts#worst', { module: 'late.ts', name: 'worst' }],
  ['late.ts', { module: 'late.ts' }],
  ['late.ts#', { module: 'late.ts' }],
  ['C:\\jobs\\late.ts#worst', { module: 'C:\\jobs\\late.ts', name: 'worst' }],
  ['C#/late.ts#worst', { module: 'C#/late.ts', name: 'worst' }],
])('the target %s', (text, target) => {
  expect(parseTarget(text, no)).toEqual(target)
})

test('a file with a # in its name is a file', () => {
  expect(parseTarget('a#b.ts', (path) => path === 'a#b.ts')).toEqual({ module: 'a#b.ts' })
  expect(parseTarget('a#b.ts#c', (path) => path === 'a#b.ts')).toEqual({ module: 'a#b.ts', name: 'c' })
})

describe('the dataset of a module', () => {
  const a = F.rows([1])
  const b = F.rows([2])

  test('is the named one, the default one, or the only one', () => {
    expect(selectDataset({ a, b }, 'm.ts', 'b')).toBe(b)
    expect(selectDataset({ default: a, b }, 'm.ts')).toBe(a)
    expect(selectDataset({ a, c: 1 }, 'm.ts')).toBe(a)
    expect(selectDataset({ default: { a, c: 1 } }, 'm.cjs')).toBe(a)
  })

  test('is never what objects inherit', () => {
    expect(() => selectDataset({ a }, 'm.ts', 'constructor')).toThrow("m.ts has no export 'constructor'")
  })
})

test('JSON loses nothing in silence', () => {
  expect(jsonText([Number.NaN, Number.POSITIVE_INFINITY, -0, 12n, undefined, null])).toBe(
    '["NaN","Infinity",-0,"12",null,null]',
  )
  expect(jsonText({ a: undefined, b: '"\n', __proto__: null })).toBe('{"b":"\\"\\n"}')
  expect(jsonText(new Uint8Array([1, 2, 3]))).toBe('"AQID"')
  expect(jsonText([new Map([['a', 1]]), new Set([1])])).toBe('[[["a",1]],[1]]')
  expect(jsonText([List([1]), ImmutableSet([2]), ImmutableMap([[3, 4]])])).toBe('[[1],[2],[[3,4]]]')
  expect(jsonText([new Date(0), new Date(Number.NaN)])).toBe('["1970-01-01T00:00:00.000Z","Invalid Date"]')
})

test('the format of a file is in its name', () => {
  expect(['a.csv', 'a.CSV.gz', 'a.tsv', 'a.json', 'a.ndjson', 'a.jsonl.gz'].map(formatOf)).toEqual([
    'csv',
    'csv',
    'csv',
    'json',
    'ndjson',
    'ndjson',
  ])
  expect(() => formatOf('a.gz')).toThrow('does not say its format')
})

test('the line of the user is the first that is neither ours, nor of a package, nor of Node', () => {
  const error = new Error('boom')
  error.stack = [
    'Error: boom',
    '    at node:internal/process:1:2',
    '    at f (/home/ada/node_modules/x/index.js:1:2)',
    '    at Object.call (file:///home/ada/jobs/a%20b.ts?namespace=1:12:5)',
    '    at /home/ada/jobs/other.ts:1:1',
  ].join('\n')
  expect(userLine(error)).toBe('/home/ada/jobs/a b.ts:12:5')
  expect(userLine('no error')).toBeUndefined()
})

test('paths below the working directory are told without it', () => {
  expect(relativePaths('csv /home/ada/a.csv and /home/ada2/b.csv', '/home/ada')).toBe('csv a.csv and /home/ada2/b.csv')
  expect(relativePaths('csv /a.csv', '/')).toBe('csv /a.csv')
})

test('the bar says what is known', () => {
  expect(printProgress({ rows: 1_500_000, bytes: 6_700_000, totalBytes: 13_500_000 }, 2100)).toBe(
    '████████████░░░░░░░░░░░░  49%  1,500,000 rows  6.70 MB  3.19 MB/s  2 s left',
  )
  expect(printProgress({ rows: 50, bytes: 0, totalRows: 100 }, 100)).toBe('████████████░░░░░░░░░░░░  50%  50 rows')
  expect(printProgress({ rows: 1, bytes: 0 }, 5000)).toBe('1 row')
  expect(printProgress({ rows: 9, bytes: 1000, totalBytes: 1000 }, 1000)).toBe(
    '████████████████████████ 100%  9 rows  1.00 kB  1.00 kB/s  finishing',
  )
})

test('exit codes tell failure, wrong usage and cancellation apart', () => {
  const code = (tag: F.ErrorTag) => exitCodeOf(new F.FloeError(tag, { message: '' }) as F.RunError)
  expect([
    code('InvalidRow'),
    code('NotAPipeline'),
    code('InvalidArgument'),
    code('Cancelled'),
    code('Defect'),
  ]).toEqual([1, 2, 2, 130, 1])
})
