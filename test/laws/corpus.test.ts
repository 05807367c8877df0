/**
 * Proves that what people reported is found, and that what only looks like it is left in peace.
 */
import { describe, expect, test } from 'vitest'
import { buggy, lawful } from './corpus/corpus.ts'
import type { Entry } from './corpus/entry.ts'
import { missed } from './corpus/missed.ts'
import { tidy } from './corpus/tidy.ts'

const brokenOf = async ({ subject }: Entry): Promise<readonly string[]> => {
  try {
    const { laws } = await subject.examine()
    return laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))
  } finally {
    tidy()
  }
}

/** Some at a time: each by itself would take longer to report than to try. */
const chunks = (entries: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] =>
  entries.flatMap(({ name }, i) => (i % 25 === 0 ? [[`${name} …`, entries.slice(i, i + 25)] as const] : []))

describe('what breaks a law is found', () => {
  test.each(chunks(buggy))('%s', async (_, entries) => {
    const unfound: string[] = []
    for (const entry of entries) {
      const found = await brokenOf(entry)
      if (!found.some((id) => entry.breaks.includes(id))) unfound.push(entry.name)
    }
    expect(unfound).toEqual(entries.map(({ name }) => name).filter((name) => name in missed))
  })
})

describe('what is lawful breaks nothing', () => {
  test.each(chunks(lawful))('%s', async (_, entries) => {
    const alarms: string[] = []
    for (const entry of entries) alarms.push(...(await brokenOf(entry)).map((id) => `${id} ${entry.name}`))
    expect(alarms).toEqual([])
  })
})

test('no two entries have the same name, and what is missed is an entry', () => {
  const names = [...buggy, ...lawful].map(({ name }) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  expect(Object.keys(missed).filter((name) => !names.includes(name))).toEqual([])
})
