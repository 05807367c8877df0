/**
 * What is known of the rows of a plan when functions are read: as `schemaOf`, and more precise where a function of the
 * user's makes the rows. Knows nothing of rules.
 */
import * as S from '../data/schema.ts'
import { membersOf } from '../lambda/type-of.ts'
import { describe } from '../plan/descriptions.ts'
import { extendedSchema } from '../plan/field-schemas.ts'
import type { NamedKey, Node, NodeOf } from '../plan/node.ts'
import { aggregateSchema } from './aggregate-schema.ts'
import { resultOn } from './evidence.ts'

const known = new WeakMap<Node, S.Schema>()

/** The schema of the rows of a node. Nodes are frozen, so it is worked out once for each. */
export const rowSchema = (node: Node): S.Schema => {
  const before = known.get(node)
  if (before !== undefined) return before
  const schema = moreOf(node, node.inputs.map(rowSchema))
  known.set(node, schema)
  return schema
}

/** The schema of a group, with those of its keys and aggregates, of which the plan knows less. */
const withParts = (
  schema: S.Schema,
  { keys, aggregates }: NodeOf<'groupBy' | 'rollup'>,
  row: S.Schema,
  ofKey: (key: NamedKey) => S.Schema,
): S.Schema =>
  extendedSchema(schema, [
    ...keys.map((key) => S.field(key.name, ofKey(key))),
    ...aggregates.map(([name, aggregate]) => S.field(name, aggregateSchema(aggregate, row))),
  ])

/** What is in an Option that is there; nothing of none. */
const someOf = (option: S.Schema): readonly S.Schema[] => {
  const fieldOf = (name: string): S.Schema | undefined =>
    option.kind === 'record' ? option.fields.find((field) => field.name === name && !field.optional)?.schema : undefined
  const tag = fieldOf('_tag')
  const value = fieldOf('value')
  if (tag?.kind !== 'literal') return [S.unknown]
  return tag.value === 'None' ? [] : [tag.value === 'Some' && value !== undefined ? value : S.unknown]
}

const moreOf = (node: Node, inputs: readonly S.Schema[]): S.Schema => {
  const [input = S.unknown] = inputs
  const plain = describe(node).schema(inputs, node)
  switch (node.kind) {
    case 'map':
      return resultOn(node.lambda, input)
    case 'flatMap': {
      const given = resultOn(node.lambda, input)
      return given.kind === 'array' ? given.items : given.kind === 'tuple' ? S.union(given.items) : plain
    }
    case 'filterMap':
      return S.union(membersOf(resultOn(node.lambda, input)).flatMap(someOf))
    case 'derive':
      return extendedSchema(
        input,
        node.fields.map(([name, lambda]) => S.field(name, resultOn(lambda, input))),
      )
    case 'groupBy':
      return withParts(plain, node, input, ({ lambda }) => resultOn(lambda, input))
    case 'rollup':
      return withParts(plain, node, input, ({ lambda }) => S.union([resultOn(lambda, input), S.null]))
    case 'aggregate':
      return S.record(node.aggregates.map(([name, aggregate]) => S.field(name, aggregateSchema(aggregate, input))))
    default:
      return plain
  }
}
