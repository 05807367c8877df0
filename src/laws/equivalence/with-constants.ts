/**
 * Rows in which stand values that functions compare with: where one says `> 15` and the other `>= 15`, 15 tells them apart, and
 * chance alone would seldom make it.
 */
import * as fc from 'fast-check'
import type { Expression } from '../../lambda/expression.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { partsOf } from '../../lambda/map-parts.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { mapFunctions } from '../../plan/map-functions.ts'
import type { Node } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { isPlain } from '../arbitrary/is-plain.ts'
import { ofPool } from '../arbitrary/of-pool.ts'
import { profiled, profilesOf } from '../arbitrary/profile.ts'

type Constant = number | string

/** The functions of a plan, each as often as it stands there. */
export const functionsOf = (plan: Node): readonly { readonly node: Node; readonly of: Lambda | Reducer }[] =>
  [...new Set(nodesOf(plan))].flatMap((node) => {
    const found: (Lambda | Reducer)[] = []
    mapFunctions(node, {
      lambda: (one) => {
        found.push(one)
        return one
      },
      reducer: (one) => {
        found.push(one as unknown as Reducer)
        return one
      },
      aggregate: (one) => {
        found.push(...(one.lambdas ?? []))
        return one
      },
    })
    return found.map((of) => ({ node, of }))
  })

const constantsIn = (expression: Expression): readonly Constant[] => {
  if (expression.kind === 'constant')
    return typeof expression.value === 'number' || typeof expression.value === 'string' ? [expression.value] : []
  return partsOf(expression).flatMap(constantsIn)
}

const near = (constant: Constant): readonly Constant[] =>
  typeof constant === 'number' ? [constant, constant + 1, constant - 1] : [constant]

/** The numbers and texts that stand in functions, and the numbers beside them. */
export const constantsOf = (functions: readonly (Lambda | Reducer)[]): readonly Constant[] => [
  ...new Set(
    functions
      .flatMap((of) => readLambda(of).expression ?? [])
      .flatMap(constantsIn)
      .flatMap(near),
  ),
]

const likeOf = (constants: readonly Constant[], value: unknown): readonly Constant[] =>
  constants.filter((one) => typeof one === typeof value)

/** A row with constants in one or two of its fields, as far as there are some of their type. */
const changed = (
  row: unknown,
  constants: readonly Constant[],
  choices: readonly (readonly [number, number])[],
): unknown => {
  const [first] = choices
  if (!isPlain(row)) {
    const fitting = likeOf(constants, row)
    return first === undefined || fitting.length === 0 ? row : fitting[first[1] % fitting.length]
  }
  const names = Object.keys(row).filter((name) => name !== '__proto__' && likeOf(constants, row[name]).length > 0)
  let made = row
  for (const [field, choice] of choices) {
    const name = names[field % Math.max(1, names.length)]
    const fitting = name === undefined ? [] : likeOf(constants, row[name])
    if (name !== undefined) made = { ...made, [name]: fitting[choice % fitting.length] }
  }
  return made
}

/** The rows, and in as many more profiles the same with constants in them. Rows without profiles stay what they are. */
export const withConstants = (rows: fc.Arbitrary<unknown>, constants: readonly Constant[]): fc.Arbitrary<unknown> => {
  const known = profilesOf(rows)
  if (known === undefined || constants.length === 0) return rows
  const choices = fc.array(fc.tuple(ofPool([0, 1, 2, 3, 4, 5]), fc.nat(constants.length - 1)), {
    minLength: 1,
    maxLength: 2,
  })
  const more = known.profiles.map((one) =>
    fc.tuple(one, choices).map(([row, chosen]) => {
      const made = changed(row, constants, chosen)
      return known.is(made) ? made : row
    }),
  )
  return profiled([...known.profiles, ...more], known.is)
}
