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
const printed = (text: string, options: readonly string[] = []): string => {
  const path = join(folder, 'program.mjs')
  const imports = [
    `import * as F from '${built('index.js')}'`,
    `import * as A from '${built('aggregate/index.js')}'`,
    `import { explain } from '${built('inspect/index.js')}'`,
    `import * as L from '${built('laws/index.js')}'`,
    `import * as fc from '${import.meta.resolve('fast-check')}'`,
  ]
  writeFileSync(path, `${imports.join('\n')}\n${text}`)
  return execFileSync(process.execPath, [...options, path], { encoding: 'utf8' })
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
  const stack = printed('try { F.take(-1) } catch (thrown) { console.log(thrown.stack) }', ['--enable-source-maps'])
  expect(stack).toMatch(/src\/plan\/operators\/take\.ts:\d+/)
  expect(stack).not.toMatch(/dist\//)
})

test('functions that write, and that read the world around them, are told by their lines', () => {
  const told = printed(`
const rows = fc.record({ tags: fc.array(fc.string()) })
const sorts = L.row((row) => row.tags.sort()[0], { rows })
const hour = L.row((row) => row.tags.length + new Date().getHours(), { rows })
const late = L.stage(F.map((row) => row.tags.length), { rows })
for (const subject of [sorts, hour, late]) {
  const { laws } = await L.examine(subject)
  for (const { failure } of laws) if (failure) console.log(failure.law.id, failure.breach.line)
}
const guarded = await F.run(F.pipe(F.rows([{ tags: ['b', 'a'] }]), F.map(new Proxy((row) => row.tags.sort(), {}))))()
console.log(guarded.left.message)`)
  expect(told).toMatch(/^S1 .*program\.mjs:\d+:\d+/)
  expect(told).toMatch(/\nS7 .*program\.mjs:\d+:\d+/)
  expect(told).toMatch(/writes at .*program\.mjs:\d+:\d+/)
  expect(told.match(/^S\d+/gm)).toEqual(['S1', 'S7'])
})
