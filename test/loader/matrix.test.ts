/** The same is read of a function whatever loads, strips, bundles or squeezes it; and what its meaning hangs on is seen. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { changes, expected, files } from './fixture.ts'
import { buildLoader, folderOf, printed, type Report, tools, withoutLoader } from './tools.ts'

buildLoader()

const readings = (report: Report): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(report).map(([name, { read }]) => [name, read]))

/** Fingerprints that last; of the others nothing is promised. */
const lasting = (report: Report): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(report).map(([name, { fingerprint, isLasting }]) => [name, isLasting ? fingerprint : undefined]),
  )

const { 'esbuild, bundled': bundle, ...others } = tools

/** Not read to their end, and yet all that they depend on is seen. */
const seenAsTheyAre = new Set(['object', 'platform'])

/** The modules as they are, bundled once for all tests that compare with them. */
let asTheyAre: Promise<Report> | undefined
const bundled = (): Promise<Report> => {
  asTheyAre ??= bundle(folderOf(files))
  return asTheyAre
}

describe('what is read of functions', () => {
  test('is their meaning, or says why not', async () => {
    const report = await bundled()
    expect(readings(report)).toEqual(expected)
    for (const [name, { read, isLasting }] of Object.entries(report))
      expect(`${name} ${isLasting}`).toBe(`${name} ${!read.startsWith('unknown') || seenAsTheyAre.has(name)}`)
  })

  // Node before 22.18 strips no types by itself, and has no row here.
  test.each(Object.entries(others))('is the same by %s', async (_, tool) => {
    const [one, other] = [await bundled(), await tool(folderOf(files))]
    expect(readings(other)).toEqual(expected)
    expect(lasting(other)).toEqual(lasting(one))
  })

  test('is nothing of captures without the loader', async () => {
    const report = await withoutLoader(folderOf(files))
    const read = Object.keys(expected).filter((name) => report[name]?.read === expected[name])
    expect(read).toEqual(['none', 'platform', 'async'])
    expect(lasting(report).none).toBe(lasting(await bundled()).none)
    expect(report.moduleConst?.isLasting).toBe(false)
  })
})

describe('fingerprints', () => {
  test.each(changes)('change with $of', async ({ file, from, to, cases }) => {
    const text = files[file] ?? ''
    expect(text).toContain(from)
    const before = lasting(await bundled())
    const after = lasting(await bundle(folderOf({ ...files, [file]: text.replace(from, to) })))
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(cases)
  })
})

test('stack traces lead to the line and column in TypeScript', async () => {
  const text = `interface Gone {
  readonly a: number
}
const k: number = 3
const keep = (f: (x: number) => number) => f
const boom = keep((x: number): number => { if (x + k > 3) throw new Error('here'); return x })
try {
  boom(1 satisfies Gone['a'])
} catch (thrown) {
  console.log((thrown as Error).stack)
}
`
  const file = join(folderOf({ 'boom.ts': text }), 'boom.ts')
  const column = (line: number, of: string): number => (text.split('\n')[line - 1] ?? '').indexOf(of) + 1
  const stack = await printed(file)
  expect(stack).toContain(`boom.ts:6:${column(6, 'new Error')}`)
  expect(stack).toContain(`boom.ts:8:${column(8, 'boom(')}`)
})
