/**
 * Proves that what a refactoring breaks is found on made rows alone, within 25 instances, and that what means the same is never
 * refuted, whatever chance begins with.
 */
import * as L from 'floe/laws'
import { afterAll, describe, expect, test } from 'vitest'
import { refactorings } from './mutants.ts'

const seeds = [20_261_127, 1, 2]
/** Nothing is read of what sources really hold. */
const made = { runs: 25, sample: 0 }

/** After how many instances each mutant was found, by each seed. */
const times: (number | undefined)[] = []

describe.each(refactorings)('$name', ({ before: was, same, mutants }) => {
  test.each(Object.entries(same))('%s is the same', async (_, is) => {
    for (const seed of seeds) {
      const found = await L.equivalent(was(), is(), { runs: 25, seed })
      expect(found.verdict, L.printEquivalence(found)).not.toBe('refuted')
    }
  })

  test.each(Object.entries(mutants))('%s is found', async (_, is) => {
    const all: L.Equivalence[] = []
    for (const seed of seeds) all.push(await L.equivalent(was(), is(), { ...made, seed }))
    times.push(...all.map(({ counterexample }) => counterexample?.found))
    const [first] = all as [L.Equivalence]
    expect(first.verdict, L.printEquivalence(first)).toBe('refuted')
    // The least rows that show it are few.
    expect(first.counterexample?.given.flatMap(({ rows }) => rows).length).toBeLessThanOrEqual(3)
  })
})

/** What was measured, for whoever wants to see it. */
afterAll(() => {
  const found = times.filter((one) => one !== undefined).sort((a, b) => a - b)
  if (process.env.FLOE_SHOW !== undefined)
    console.log({ mutants: times.length, found: found.length, median: found[found.length >> 1], last: found.at(-1) })
})

test('of all mutants by all seeds, 97 in a hundred are found within 25 instances, half of them within 3', () => {
  const found = times.filter((one) => one !== undefined).sort((a, b) => a - b)
  expect(times.length).toBeGreaterThan(90)
  expect(found.length / times.length).toBeGreaterThanOrEqual(0.97)
  expect(found[found.length >> 1]).toBeLessThanOrEqual(3)
})
