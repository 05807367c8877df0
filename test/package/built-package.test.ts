/** Proves that what is published works: packed, unpacked into a fresh project, imported by Node and by TypeScript. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = process.cwd()
let project = ''

const program = `
import * as t from 'io-ts'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { rows } from 'floe/io'
import { explain } from 'floe/inspect'

const Sale = t.type({ shop: t.string, price: t.number })
const sales = F.pipe(rows([{ shop: 'a', price: 0.1 }, { shop: 'b', price: 1 }, { shop: 'a', price: 0.2 }]), F.decode(Sale))
const totals = F.pipe(
  sales,
  F.groupBy((s) => s.shop, { total: A.sum((s) => s.price) }),
  F.sortBy((g) => g.key),
)
console.log(explain(totals).split('\\n').length, JSON.stringify(await F.toList(totals)))
`

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'floe-package-'))
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
      cwd: root,
      encoding: 'utf8',
    }),
  ) as readonly [{ readonly filename: string }]
  mkdirSync(join(project, 'node_modules'))
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
  rmSync(join(project, 'node_modules', 'floe'), { force: true, recursive: true })
  execFileSync('tar', ['xzf', packed[0].filename], { cwd: project })
  execFileSync('mv', ['package', 'node_modules/floe'], { cwd: project })
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'program.ts'), program)
  writeFileSync(join(project, 'program.mjs'), program)
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the package as published', () => {
  test('runs under plain Node', () => {
    const printed = execFileSync(process.execPath, ['program.mjs'], { cwd: project, encoding: 'utf8' })
    expect(printed).toBe('4 [{"key":"a","total":0.30000000000000004},{"key":"b","total":1}]\n')
  })

  // Looking into all declarations takes long, those of packages too, and they are the same for both: once is enough.
  test.each([
    ['nodenext', 'nodenext', 'declarations and all'],
    ['esnext', 'bundler', 'as most projects do'],
  ])('type-checks with module %s, resolution %s, %s', { timeout: 300_000 }, (module, moduleResolution) => {
    const tsc = join(root, 'node_modules', '.bin', 'tsc')
    const options = [
      '--noEmit',
      // Threads take more processor time in all, which other tests need.
      '--singleThreaded',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--skipLibCheck',
      String(moduleResolution === 'bundler'),
      '--target',
      'es2023',
    ]
    const args = [
      ...options,
      '--types',
      'node',
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
      'program.ts',
    ]
    expect(() => execFileSync(tsc, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' })).not.toThrow()
  })

  test('ships the sources that its source maps name, and no tests', () => {
    const shipped = readdirSync(join(project, 'node_modules', 'floe'), { recursive: true }).map(String)
    expect(shipped.filter((file) => file.startsWith('test'))).toEqual([])
    for (const map of shipped.filter((file) => file.endsWith('.js.map'))) {
      const folder = join(project, 'node_modules', 'floe', map, '..')
      const { sources } = JSON.parse(readFileSync(join(project, 'node_modules', 'floe', map), 'utf8')) as {
        sources: string[]
      }
      for (const source of sources) expect(readFileSync(join(folder, source), 'utf8')).not.toBe('')
    }
  })
})
