/**
 * Proves that what people reported is found, and that what only looks like it is left in peace.
 */
import type * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { buggy, lawful } from './corpus/corpus.ts'
import type { Entry } from './corpus/entry.ts'
import { missed } from './corpus/missed.ts'
import { rowsShown } from './corpus/rows-shown.ts'
import { tidy } from './corpus/tidy.ts'

const failuresOf = async ({ subject }: Entry): Promise<readonly L.Failure[]> => {
  try {
    const { laws } = await subject.examine()
    return laws.flatMap(({ failure }) => failure ?? [])
  } finally {
    tidy()
  }
}

/** Some at a time: each by itself would take longer to report than to try. */
const chunks = (entries: readonly Entry[]): readonly (readonly [string, readonly Entry[]])[] =>
  entries.flatMap(({ name }, i) => (i % 25 === 0 ? [[`${name} …`, entries.slice(i, i + 25)] as const] : []))

describe('what breaks a law is found, on three rows at most', () => {
  test.each(chunks(buggy))('%s', async (_, entries) => {
    const unfound: string[] = []
    const large: string[] = []
    for (const entry of entries) {
      const found = await failuresOf(entry)
      if (!found.some(({ law }) => entry.breaks.includes(law.id))) unfound.push(entry.name)
      large.push(...found.filter((one) => rowsShown(one) > 3).map(({ law }) => `${law.id} ${entry.name}`))
    }
    expect(large).toEqual([])
    expect(unfound).toEqual(entries.map(({ name }) => name).filter((name) => name in missed))
  })
})

describe('what is lawful breaks nothing', () => {
  test.each(chunks(lawful))('%s', async (_, entries) => {
    const alarms: string[] = []
    for (const entry of entries) alarms.push(...(await failuresOf(entry)).map(({ law }) => `${law.id} ${entry.name}`))
    expect(alarms).toEqual([])
  })
})

test('no two entries have the same name, and what is missed is an entry', () => {
  const names = [...buggy, ...lawful].map(({ name }) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  expect(Object.keys(missed).filter((name) => !names.includes(name))).toEqual([])
})
