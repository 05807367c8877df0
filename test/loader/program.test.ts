/** The program floe reads functions with what they capture. */
import { expect, test } from 'vitest'
import { floe } from '../cli/floe.ts'

const module = 'test/loader/fixtures/captures.ts#late'

test('captured values stand in the loop', async () => {
  const { code, out } = await floe('explain', '--functions', module)
  expect(code).toBe(0)
  expect(out).toContain('filter (r) => r.delay > limit && half(r.delay) > least: pure, and written into the loop')
})

test('the rows are the same', async () => {
  const { code, out } = await floe('run', '--json', module)
  expect(code).toBe(0)
  expect((JSON.parse(out) as { readonly rows: unknown }).rows).toEqual([{ name: 'a', delay: 20 }])
})
