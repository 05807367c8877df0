/**
 * How many mutants of lawful functions laws tell from what they were made of: those of the corpus, and those of our examples.
 */
import { globSync } from 'tinyglobby'
import * as L from '../../../src/laws/index.ts'
import { partsOf } from '../../../src/laws/inspect-plan/parts-of.ts'
import { reaching } from '../../../src/laws/inspect-plan/reaching.ts'
import { rowsAt } from '../../../src/laws/inspect-plan/rows-at.ts'
import { isDataset } from '../../../src/plan/dataset.ts'
import type { Entry } from '../corpus/entry.ts'
import { tidy } from '../corpus/tidy.ts'

export interface Tried {
  /** The function that it is a mutant of. */
  readonly of: string
  readonly mutant: L.Mutant
  /** The laws that it breaks. */
  readonly killedBy: readonly string[]
}

const brokenOf = ({ laws }: L.Report): readonly string[] =>
  laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))

/** The mutants of a lawful function, each checked as the function would be. */
const tryAll = async (
  of: string,
  mutants: readonly L.Mutant[],
  examine: (mutant?: L.Mutant) => Promise<L.Report>,
): Promise<readonly Tried[]> => {
  const tried: Tried[] = []
  for (const mutant of mutants) {
    // By R3 itself, of an aggregate that keeps it, this is no other one.
    const isTheSame =
      mutant.id === 'swapped-merge' &&
      (await examine()).laws.some(({ id, verdict }) => id === 'R3' && verdict === 'held')
    if (isTheSame) continue
    tried.push({ of, mutant, killedBy: brokenOf(await examine(mutant)) })
    tidy()
  }
  return tried
}

/** Mutants of the subjects of the corpus, or of what makes them. */
export const mutantsOfCorpus = async (entries: readonly Entry[]): Promise<readonly Tried[]> => {
  const tried: Tried[] = []
  for (const { name, subject } of entries) {
    const isTask = subject.kind === 'task'
    const mutants = L.mutantsOf((isTask ? subject.maker() : subject.maker) as () => unknown)
    const remade = (fn: L.Mutant['fn']) => subject.remade(isTask ? () => fn : (fn as () => unknown))
    tried.push(
      ...(await tryAll(name, mutants, (mutant) =>
        (mutant === undefined ? subject : remade(mutant.fn)).examine({ failures: false }),
      )),
    )
  }
  return tried
}

/** Mutants of the functions of one row in our examples, on rows like those that reach them there. */
export const mutantsOfExamples = async (): Promise<readonly Tried[]> => {
  const tried: Tried[] = []
  const seen = new Set<string>()
  for (const path of globSync('examples/*.ts').sort()) {
    const module = (await import(`${process.cwd()}/${path}`)) as Readonly<Record<string, unknown>>
    const at = reaching({ seed: 20_261_127, effects: false, isJoined: () => true })
    for (const [name, value] of Object.entries(module)) {
      if (!isDataset(value)) continue
      for (const part of partsOf(value.plan)) {
        if (part.kind !== 'function' || part.gives !== 'value') continue
        const { fn, params } = part.lambda
        const mutants = params.length > 0 ? [] : L.mutantsOf(fn)
        if (mutants.length === 0 || seen.has(String(fn))) continue
        seen.add(String(fn))
        const { rows } = rowsAt(part.below, await at(part.below))
        if (rows === undefined) continue
        const examine = (mutant?: L.Mutant): Promise<L.Report> =>
          L.examine(L.row((mutant?.fn ?? fn) as (row: unknown) => unknown, { rows }), { failures: false })
        tried.push(...(await tryAll(`${path}#${name} ${part.name}`, mutants, examine)))
      }
    }
  }
  return tried
}
