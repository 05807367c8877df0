/**
 * Proves that what people reported is found, and that what only looks like it is left in peace.
 */
import type { CheckOptions } from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { buggy, lawful } from './corpus/corpus.ts'
import type { Entry } from './corpus/entry.ts'
import { missed } from './corpus/missed.ts'

const broken = async ({ subject }: Entry, options: CheckOptions = {}): Promise<readonly string[]> => {
  const { laws } = await subject.examine(options)
  return laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))
}

describe('what breaks a law is found', () => {
  test.each(buggy.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    const found = await broken(entry)
    const isFound = found.some((id) => entry.breaks.includes(id))
    expect(isFound, `${found.join() || 'nothing'} was found, of ${entry.breaks.join()}`).toBe(!(entry.name in missed))
  })
})

describe('what is lawful breaks nothing', () => {
  test.each(lawful.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    expect(await broken(entry)).toEqual([])
  })
})

test('no two entries have the same name', () => {
  const names = [...buggy, ...lawful].map(({ name }) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
