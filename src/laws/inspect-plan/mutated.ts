/**
 * A part of a plan with one mistake in one of its functions, to see whether the laws find it there.
 */
import { type Lambda, lambda, type Reducer, reducer } from '../../lambda/lambda.ts'
import { type Mutant, mutantsOf } from '../mutants/mutants-of.ts'
import type { Part } from './part.ts'

export interface Mutated {
  readonly mutant: Mutant
  /** What is to be found broken. */
  readonly part: Part
}

type Params = readonly [] | readonly [unknown]

/** A function by itself, wherever it stands in a part. */
const functionMutants = (part: Part, given: Lambda, gives: 'value' | 'rows' = 'value'): readonly Mutated[] =>
  mutantsOf(given.fn).map((mutant) => {
    const made = lambda('mutant', mutant.fn as (row: unknown) => unknown, ...(given.params as Params))
    const { name, node, below } = part
    return { mutant, part: { kind: 'function', name, node, below, lambda: made as unknown as Lambda, gives } }
  })

/** All mutants of the functions of a part that are told by the laws of functions. */
export const mutantsOfPart = (part: Part): readonly Mutated[] => {
  switch (part.kind) {
    case 'function':
      return functionMutants(part, part.lambda, part.gives)
    case 'order':
      return part.keys.flatMap((key) => functionMutants(part, key.lambda as Lambda))
    case 'aggregate':
      return (part.aggregate.lambdas ?? []).flatMap((one) => functionMutants(part, one as Lambda))
    case 'reducer':
      return mutantsOf(part.reducer.fn).map((mutant) => ({
        mutant,
        part: {
          ...part,
          reducer: reducer('mutant', mutant.fn as never, ...(part.reducer.params as Params)) as unknown as Reducer,
        },
      }))
    // A recipe writes, a task is impure, and an effect is there for nothing else.
    case 'recipe':
    case 'task':
    case 'effect':
    case 'codec':
    case 'source':
    case 'whole':
      return []
    default:
      return part satisfies never
  }
}
