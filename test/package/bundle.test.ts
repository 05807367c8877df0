/** Proves that bundling changes nothing that users see: what plans print, and where stack traces lead. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { explain } from 'floe/inspect'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'floe-bundle-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const built = (name: string): string => pathToFileURL(join(process.cwd(), 'dist', name)).href

/** What a program prints that has the built modules as `F`, `A` and `explain`. */
const printed = (text: string): string => {
  const path = join(folder, 'program.mjs')
  const imports = [
    `import * as F from '${built('index.js')}'`,
    `import * as A from '${built('aggregate/index.js')}'`,
    `import { explain } from '${built('inspect/index.js')}'`,
  ]
  writeFileSync(path, `${imports.join('\n')}\n${text}`)
  return execFileSync(process.execPath, ['--enable-source-maps', path], { encoding: 'utf8' })
}

/** Operators that are made of others, some with functions of Floe's own. */
const plans = (f: typeof F, a: typeof A): readonly F.Bag<unknown>[] => {
  const sales = f.rows([{ shop: 'a', month: 'jan', sum: 1 }])
  const names = ['jan'] as const
  return [
    f.pipe(sales, f.describe()),
    f.pipe(
      sales,
      f.countBy((s) => s.shop),
    ),
    f.pipe(
      sales,
      f.topBy(3, (s) => s.sum),
    ),
    f.pipe(
      sales,
      f.pivot({ rows: (s) => s.shop, columns: (s) => s.month, names, values: a.sum((s) => s.sum), others: 'rest' }),
    ),
    f.pipe(sales, f.rollup({ shop: (s) => s.shop }, { n: a.count() })),
    f.pipe(sales, f.union(sales)),
  ]
}

test('plans print as they do from the sources', () => {
  const fromSource = plans(F, A).map((plan) => explain(plan, { functions: true }))
  const text = plans.toString()
  expect(
    JSON.parse(
      printed(`const plans = ${text}
console.log(JSON.stringify(plans(F, A).map((plan) => explain(plan, { functions: true }))))`),
    ),
  ).toEqual(fromSource)
})

test('stack traces lead to the sources', () => {
  const stack = printed('try { F.take(-1) } catch (thrown) { console.log(thrown.stack) }')
  expect(stack).toMatch(/src\/plan\/operators\/take\.ts:\d+/)
  expect(stack).not.toMatch(/dist\//)
})
