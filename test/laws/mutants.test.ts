/**
 * Proves that laws find the mistakes by which functions cease to be pure: in the lawful subjects of the corpus, and in our
 * examples.
 */
import { expect, test } from 'vitest'
import { lawful } from './corpus/corpus.ts'
import { mutantsOfCorpus, mutantsOfExamples } from './mutants/measure.ts'

/** Those that no law tells from the function that they were made of, and why. */
const survivors: Readonly<Record<string, string>> = {
  'made-once: a cache inside the call': 'the same function: a pure cache may live as long as it likes',
  'made-once: requests for one thing are one': 'the same function: what is loaded for an id never changes',
  'not-awaited: a sum of whole numbers as they come': 'another function, which gives 0 in whatever order calls settle',
  'of-the-machine: in one language': 'its words are ASCII, and in one order in nearly all languages',
}

/** Those that live or die with the letters that chance gives to their rows: languages disagree about few of them. */
const byChance: readonly string[] = [
  'of-the-machine: calls are logged, and nobody is told',
  'of-the-machine: lower case of ASCII',
]

test('at least 95 of 100 mutants are found', async () => {
  const tried = [...(await mutantsOfCorpus(lawful)), ...(await mutantsOfExamples())]
  const alive = tried.filter(({ killedBy }) => killedBy.length === 0)
  const names = alive.map(({ of, mutant }) => `${mutant.id}: ${of}`)
  expect(names.filter((name) => !byChance.includes(name)).sort()).toEqual(Object.keys(survivors).sort())
  expect(tried.length).toBeGreaterThan(120)
  expect(alive.length / tried.length).toBeLessThanOrEqual(0.05)
}, 240_000)
