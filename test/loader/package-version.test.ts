/**
 * Proves that functions which call into packages have a fingerprint that lasts, and lose it with another version of the
 * package, or of one that it depends on; and that nothing is said of what may change without another version.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { packageVersion } from '../../src/loader/package-version.ts'
import { buildLoader, type Report, tools } from './tools.ts'

const home = realpathSync(mkdtempSync(join(tmpdir(), 'floe-packages-')))
afterAll(() => rmSync(home, { recursive: true, force: true }))

interface Package {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

let count = 0
/** A folder with these packages installed. */
const installed = (packages: Readonly<Record<string, Package>>): string => {
  const folder = join(home, `app-${count++}`)
  for (const [name, { dependencies = {}, version }] of Object.entries(packages)) {
    const path = join(folder, 'node_modules', name, 'package.json')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify({ name, ...(version === undefined ? {} : { version }), dependencies }))
  }
  return folder
}

const of = (packages: Readonly<Record<string, Package>>, specifier = 'slug'): string | undefined =>
  packageVersion(specifier, join(installed(packages), 'src'))

describe('the version of a package', () => {
  test('is that of what is installed', () => {
    expect(of({ slug: { version: '1.2.3' } })).toBe('slug of slug@1.2.3')
    expect(of({ slug: { version: '1.2.3' } }, 'slug/deep.js')).toBe('slug/deep.js of slug@1.2.3')
    expect(of({ '@text/slug': { version: '2.0.0' } }, '@text/slug')).toBe('@text/slug of @text/slug@2.0.0')
    expect(packageVersion('node:path', home)).toBe('node:path')
    expect(packageVersion('path', home)).toBe('node:path')
  })

  test('is another one with another version of what it depends on, however far', () => {
    const withDeep = (version: string): string | undefined =>
      of({
        slug: { version: '1.0.0', dependencies: { mid: '*' } },
        mid: { version: '1.0.0', dependencies: { deep: '*', slug: '*' } },
        deep: { version },
      })
    expect(withDeep('1.0.0')).toMatch(/^slug of slug@1\.0\.0 with /)
    expect(withDeep('1.0.0')).toBe(withDeep('1.0.0'))
    expect(withDeep('1.0.0')).not.toBe(withDeep('1.0.1'))
  })

  test('does not hang on packages that it knows nothing of', () => {
    expect(of({ slug: { version: '1.0.0' }, other: { version: '1.0.0' } })).toBe('slug of slug@1.0.0')
    expect(of({ slug: { version: '1.0.0', dependencies: { missing: '*' } } })).toBe('slug of slug@1.0.0')
  })

  test.each(['./slug.ts', '../slug', '/slug', '#slug', 'https://example.org/slug.js', 'none', ''])(
    'is not known of %j',
    (specifier) => {
      expect(of({ slug: { version: '1.0.0' } }, specifier)).toBeUndefined()
    },
  )

  test('is not known of one that is linked, or that says none, or that depends on such a one', () => {
    const folder = installed({ slug: { version: '1.0.0', dependencies: { linked: '*' } }, none: {} })
    const source = join(home, 'workspace')
    mkdirSync(source, { recursive: true })
    writeFileSync(join(source, 'package.json'), '{ "name": "linked", "version": "1.0.0" }')
    symlinkSync(source, join(folder, 'node_modules/linked'))
    for (const name of ['linked', 'slug', 'none']) expect(packageVersion(name, folder)).toBeUndefined()
  })
})

describe('a function that calls into a package', () => {
  buildLoader()

  const cases = `
import { slug } from 'slug'
import * as all from 'slug'
export const cases = {
  named: (row) => slug(row.name),
  namespace: (row) => all.slug(row.name),
  unseen: (row) => all,
}
`
  const folderWith = (version: string): string => {
    const folder = installed({ slug: { version } })
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'cases.ts'), cases)
    const slug = join(folder, 'node_modules/slug')
    writeFileSync(
      join(slug, 'package.json'),
      JSON.stringify({ name: 'slug', version, type: 'module', main: 'index.js' }),
    )
    writeFileSync(
      join(slug, 'index.js'),
      'const sign = /\\W+/g\nexport const slug = (text) => text.replace(sign, "-")\n',
    )
    return folder
  }
  const lasting = (report: Report): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(Object.entries(report).map(([name, one]) => [name, one.isLasting ? one.fingerprint : undefined]))

  // Types of the packages are missing, and vitest has packages of its own.
  const { tsc, vitest, ...others } = tools
  test.each(Object.entries(others))('lasts as long as the version of the package, by %s', async (_, tool) => {
    const one = lasting(await tool(folderWith('1.0.0')))
    expect(one).toEqual({
      named: expect.any(String),
      namespace: expect.any(String),
      unseen: undefined,
    })
    expect(lasting(await tool(folderWith('1.0.0')))).toEqual(one)
    const other = lasting(await tool(folderWith('1.0.1')))
    expect(other.named).not.toBe(one.named)
    expect(other.namespace).not.toBe(one.namespace)
  })
})
