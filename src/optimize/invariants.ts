/**
 * What no rewrite may change, checked after each one. It trusts no rule.
 */
import type { Field, Schema } from '../data/schema.ts'
import { printSchema } from '../data/schema.ts'
import { describe } from '../plan/descriptions.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import { orderOf, schemaOf } from '../plan/tree.ts'
import { readersFirst } from './readers-first.ts'
import { movedBone } from './skeleton.ts'

const coversField = (field: Field, other: Field | undefined): boolean =>
  other === undefined ? field.optional : (field.optional || !other.optional) && covers(field.schema, other.schema)

/** Whether every value of the second schema is one of the first: whether nothing that was known is known no longer. */
export const covers = (wide: Schema, narrow: Schema): boolean => {
  if (wide.kind === 'unknown') return true
  if (narrow.kind === 'union') return narrow.members.every((member) => covers(wide, member))
  if (wide.kind === 'union') return wide.members.some((member) => covers(member, narrow))
  switch (wide.kind) {
    case 'literal':
      return narrow.kind === 'literal' && Object.is(narrow.value, wide.value)
    case 'array':
      return narrow.kind === 'tuple'
        ? narrow.items.every((item) => covers(wide.items, item))
        : narrow.kind === 'array' && covers(wide.items, narrow.items)
    case 'tuple':
      return (
        narrow.kind === 'tuple' &&
        narrow.items.length === wide.items.length &&
        wide.items.every((item, i) => covers(item, narrow.items[i] as Schema))
      )
    case 'record': {
      if (narrow.kind !== 'record') return false
      const others = new Map(narrow.fields.map((field) => [field.name, field]))
      return (
        wide.fields.every((field) => coversField(field, others.get(field.name))) &&
        narrow.fields.every(({ name }) => wide.fields.some((field) => field.name === name))
      )
    }
    case 'dictionary':
      return narrow.kind === 'dictionary' && covers(wide.values, narrow.values)
    default:
      return narrow.kind === 'literal'
        ? narrow.value === null
          ? wide.kind === 'null'
          : typeof narrow.value === wide.kind
        : narrow.kind === wide.kind
  }
}

const brokenNode = (node: Node): string | undefined => {
  if (!Object.isFrozen(node) || !Object.isFrozen(node.inputs)) return `${printNode(node)} is not frozen`
  const [input] = node.inputs
  if (input !== undefined && describe(node).needs(node) === 'sequence' && orderOf(input) === 'bag')
    return `${printNode(node)} needs an order, and is given a bag`
  return undefined
}

const brokenRoot = (before: Node, after: Node): string | undefined => {
  if (orderOf(before) !== orderOf(after)) return `the result was a ${orderOf(before)}, and is a ${orderOf(after)}`
  // As the plan knows it: what is read out of functions may be less where fields were pruned, and promises nothing.
  const [was, is] = [schemaOf(before), schemaOf(after)]
  return covers(was, is) ? undefined : `its rows were ${printSchema(was)}, and are ${printSchema(is)}`
}

/** What is broken in plans that were rewritten, in words; undefined where nothing is. */
export const broken = (before: readonly Node[], after: readonly Node[]): string | undefined => {
  for (const node of readersFirst(after)) {
    const problem = brokenNode(node)
    if (problem !== undefined) return problem
  }
  for (const [i, plan] of before.entries()) {
    const problem = brokenRoot(plan, after[i] as Node)
    if (problem !== undefined) return problem
  }
  const moved = movedBone(before, after)
  return moved && `${printNode(moved)} was moved, doubled, changed or lost`
}
