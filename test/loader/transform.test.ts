/** A changed module means what it meant, line for line. */
import { decode, encode } from '@jridgewell/sourcemap-codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachmentOf } from '../../src/lambda/attachment.ts'
import { transform } from '../../src/loader/transform.ts'
import { runs } from '../runs.ts'
import { corpus } from './corpus.ts'

const pieces = Object.entries(corpus)

/** What a piece reports when it runs: in strict mode, as modules do, or without. */
const reports = async (code: string, isStrict: boolean): Promise<readonly unknown[]> => {
  const seen: unknown[] = []
  const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => {}).constructor
  await new AsyncFunction('report', `${isStrict ? "'use strict'\n" : ''}${code}`)((value: unknown) => seen.push(value))
  return seen
}

const transformed = (source: string): string => {
  const changed = transform(source, { file: 'a.js' })
  if (changed === undefined) throw new Error('nothing was changed')
  return changed.code
}

describe('meaning', () => {
  test.each(pieces)('of %s is kept', async (_, piece) => {
    const code = transformed(piece)
    expect(code).toContain('$floe')
    for (const isStrict of [true, false]) {
      const before = await reports(piece, isStrict)
      expect(before.length).toBeGreaterThan(0)
      expect(await reports(code, isStrict)).toEqual(before)
    }
  })

  test('is kept when it is changed twice', async () => {
    for (const [, piece] of pieces)
      expect(await reports(transformed(transformed(piece)), true)).toEqual(await reports(piece, true))
  })
})

describe('what is not touched', () => {
  test.each([
    ['TypeScript', 'const f: number = (x) => x'],
    ['decorators', '@dec class A { f = keep(() => 1) }'],
    ['eval', "const f = (x) => eval('x')"],
    ['nothing to attach', 'export const a = 1\nimport "b"'],
    ['methods of values', 'const xs = [1]; const k = 2; xs.map((x) => x + k); Object.keys({}).map((x) => x + k)'],
    ['what runs at once', 'const k = 2; (() => k)(); setTimeout(() => k)'],
    ['async functions and generators', 'const k = 1; f(async () => k); f(function* () {}); async function g() {}'],
  ])('%s', (_, source) => expect(transform(source, { file: 'a.js' })).toBeUndefined())

  test('functions that a row would make anew, and only call', () => {
    const code = transformed(
      'export const f = (row) => { const half = (x) => x / row.n; return half(1) + row.xs.map((x) => x) }',
    )
    expect(code.match(/\$floe\(/g)).toHaveLength(2)
  })
})

describe('places', () => {
  const programs = fc
    .array(fc.constantFrom(...pieces.map(([, piece]) => `{${piece}\n}`)), { minLength: 1, maxLength: 3 })
    .chain((parts) => fc.constantFrom('\n', '\r\n', ' ').map((between) => parts.join(between)))

  test('stay on their lines, and the map says where they were', () => {
    fc.assert(
      fc.property(programs, (source) => {
        const changed = transform(source, { file: 'a.js' })
        if (changed === undefined) throw new Error('nothing was changed')
        const before = source.split('\n')
        const after = changed.code.split('\n')
        expect(after.length).toBe(before.length)
        const rows = decode(changed.map.mappings)
        const word = (lines: readonly string[], row: number, column: number): string | undefined =>
          /^(?:[\w$]+|.)/u.exec(lines[row]?.slice(column) ?? '')?.[0]
        let count = 0
        rows.forEach((segments, row) => {
          for (const [column, , line, original] of segments) {
            expect(line).toBe(row)
            expect(word(after, row, column)).toBe(word(before, row, original ?? -1))
            count += 1
          }
        })
        expect(count).toBe([...source.matchAll(/[\w$]+|[^\w$\s]/g)].length)
      }),
      { numRuns: runs(30) },
    )
  })

  test('of a map that was there lead on to where they came from', () => {
    const source = 'const keep = (f) => f; const k = 1; keep((x) => x + k); boom()'
    const at = source.indexOf('boom')
    const map = { version: 3, sources: ['a.ts'], names: [], mappings: encode([[[at, 0, 7, 3]]]) }
    const first = transform(source, { file: 'a.js' })
    const again = transform(source, { file: 'a.js', map })
    expect(again?.map.sources).toEqual(['a.ts'])
    expect(decode(again?.map.mappings ?? '')).toEqual([[[again?.code.indexOf('boom'), 0, 7, 3]]])
    expect(first?.map.sourcesContent).toEqual([source])
  })
})

describe('what is attached', () => {
  const run = (source: string, ...names: readonly string[]) => {
    const values = new Function(`${transformed(source)}\nreturn [${names.join()}]`)() as ((...args: never) => unknown)[]
    return values.map((value) => attachmentOf(value))
  }

  test('is the text as it was written, and what its names mean', () => {
    const [f] = run(
      'const k = { a: 1 }; let n = 0; n++; const f = (x) => keep((y) => x + y + k.a + n); function keep(g) { return g }',
      'f',
    )
    expect(f?.text).toBe('(x) => keep((y) => x + y + k.a + n)')
    expect(Object.keys(f?.captures ?? {}).sort()).toEqual(['k', 'keep', 'n'])
    expect(f?.captures.k?.get()).toEqual({ a: 1 })
    expect([f?.captures.k?.isConstant, f?.captures.keep?.isConstant, f?.captures.n?.isConstant]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('is nothing where names may mean something that is not seen', () => {
    expect(
      transform('export const B = class Map { static m = keep(() => new Map()) }\nfunction keep(f) { f() }', {
        file: '',
      })?.code,
    ).not.toContain('$floe(() =>')
  })

  test('has no value for what has none yet', () => {
    const [f] = run('const f = () => k; var k; const g = () => h; var h', 'f')
    expect(f?.captures.k?.isConstant).toBe(false)
    const [g] = run('const g = () => k; const k = undefined', 'g')
    expect(() => g?.captures.k?.get()).toThrow(ReferenceError)
  })
})
