/**
 * Proves that what `floe check` established counts for `floe explain` and `floe run`, until the function changes, or one that it
 * calls, or a value that it captures.
 */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporary } from '../io/temporary.ts'
import { ended, root, start } from './floe.ts'

const { directory } = temporary()
const app = join(directory, 'app')
const put = (name: string, text: string): void => writeFileSync(join(app, name), text)
const floe = (...args: readonly string[]) => ended(start(args))

const module = `import * as F from 'floe'
import { known } from './known.ts'

const sizes = new Map([['a', 2], ['b', 1]])
const names = ['a', 'b', 'c', 'd', 'e']
export const large = F.pipe(
  F.rows(Array.from({ length: 40 }, (_, n) => ({ name: names[n % 5] as string, n }))),
  F.filter((row) => (sizes.get(row.name) ?? 0) > known(row.n)),
)
`
const known = `const seen: Readonly<Record<string, number>> = { few: 1 }
export const known = (n: number): number => (n > 20 ? (seen.few ?? 0) : 0)
`

const target = join(app, 'pipeline.ts#large')
/** What becomes of the filter. */
const explained = async (...options: readonly string[]): Promise<string> => {
  const { out, code, err } = await floe('explain', target, '--functions', ...options)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return out
}

beforeAll(async () => {
  mkdirSync(join(app, 'node_modules'), { recursive: true })
  symlinkSync(root, join(app, 'node_modules/floe'))
  put('package.json', '{ "type": "module" }')
  put('pipeline.ts', module)
  put('known.ts', known)
  const { code, out } = await floe('check', target)
  expect(out).toContain('certificate')
  expect(code).toBe(0)
}, 60_000)

const onEvidence = /filter .*: pure on evidence, and called: .*; S1 S2 .*S11 on \d+ instances, floe 0\.1\.0/
const noCertificate = /filter .*: called, and watched: .*; no certificate/

describe('evidence', () => {
  test('is taken from beside the package.json of the module', async () => {
    expect(await explained()).toMatch(onEvidence)
  })

  test('is not taken on request, and what may find it is said', async () => {
    const out = await explained('--no-evidence')
    expect(out).toMatch(noCertificate)
    expect(out).toMatch(/floe check .*pipeline\.ts#large tries what could not be read/)
  })

  test('may lie elsewhere', async () => {
    const elsewhere = join(directory, 'evidence.json')
    writeFileSync(elsewhere, readFileSync(join(app, 'floe.laws.json')))
    expect(await explained('--evidence', elsewhere)).toMatch(onEvidence)
    const missing = await floe('explain', target, '--evidence', join(directory, 'none.json'))
    expect(missing.code).not.toBe(0)
    expect(missing.err).toContain('there is no file')
  })

  test('changes no rows', async () => {
    const [one, other] = await Promise.all([
      floe('run', target, '-f', 'csv', '-q'),
      floe('run', target, '-f', 'csv', '-q', '--no-evidence'),
    ])
    expect(one).toEqual(other)
    expect(one.out.split('\n').length).toBeGreaterThan(10)
  })

  test.each([
    ['the function', 'pipeline.ts', '?? 0) >', '?? 0) >='],
    ['a value that it captures', 'pipeline.ts', "['b', 1]", "['b', 3]"],
    ['a function that it calls', 'known.ts', 'n > 20', 'n > 30'],
    ['a value that a function which it calls captures', 'known.ts', 'few: 1', 'few: 2'],
  ])('is lost by another version of %s', async (_, file, from, to) => {
    const text = file === 'known.ts' ? known : module
    expect(text).toContain(from)
    put(file, text.replace(from, to))
    try {
      expect(await explained()).toMatch(noCertificate)
    } finally {
      put(file, text)
    }
  })

  test('is kept where only types, names and blanks change', async () => {
    put(
      'pipeline.ts',
      module.replace(
        '(row) => (sizes.get(row.name) ?? 0) > known(row.n)',
        "(r: { name: string, n: number }) =>\n (sizes.get(r['name']) ?? 0) > (known(r.n) as number)",
      ),
    )
    try {
      expect(await explained()).toMatch(onEvidence)
    } finally {
      put('pipeline.ts', module)
    }
  })

  test('counts for nothing once the file is gone', async () => {
    rmSync(join(app, 'floe.laws.json'))
    expect(await explained()).toMatch(noCertificate)
  })
})
