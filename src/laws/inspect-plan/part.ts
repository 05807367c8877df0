/**
 * What there is to check in a plan: a function of the user's at its place, or something that is made of such functions. Data
 * alone; what is done with it stands elsewhere.
 */
import type * as t from 'io-ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import type { Bag } from '../../plan/dataset.ts'
import type { AnyAggregate } from '../../plan/map-functions.ts'
import type { Node, SortKey } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'

interface Placed {
  /** As people know it: `filter (f) => f.delay > 15`. */
  readonly name: string
  /** The stage that it stands in. */
  readonly node: Node
  /** The plan whose rows it is given. */
  readonly below: Node
}

/** A function of one row; `rows`, if it gives any number of them. */
export type FunctionPart = Placed & {
  readonly kind: 'function'
  readonly lambda: Lambda
  readonly gives: 'value' | 'rows'
}
/** A recipe of immer. */
export type RecipePart = Placed & { readonly kind: 'recipe'; readonly lambda: Lambda }
/** A function that is there for what it does. */
export type EffectPart = Placed & { readonly kind: 'effect'; readonly lambda: Lambda }
/** A function that makes a task of a row. */
export type TaskPart = Placed & { readonly kind: 'task'; readonly lambda: Lambda }
/** A reducer, and what it begins with. */
export type ReducerPart = Placed & { readonly kind: 'reducer'; readonly reducer: Reducer; readonly initial: unknown }
export type AggregatePart = Placed & { readonly kind: 'aggregate'; readonly aggregate: AnyAggregate }
/** What rows are sorted by. */
export type OrderPart = Placed & { readonly kind: 'order'; readonly keys: readonly SortKey[] }
/** What a source gives, where that is made by code of the user's. */
export type SourcePart = Placed & { readonly kind: 'source'; readonly source: Source }
/** All of a plan. */
export type WholePart = Placed & { readonly kind: 'whole'; readonly dataset: Bag<unknown> }
export type CodecPart = Placed & { readonly kind: 'codec'; readonly codec: t.Mixed }

export type Part =
  | FunctionPart
  | RecipePart
  | EffectPart
  | TaskPart
  | ReducerPart
  | AggregatePart
  | OrderPart
  | CodecPart
  | SourcePart
  | WholePart

/** The functions of the user's in a part, as far as they are known. */
export const functionsOf = (part: Part): readonly (Lambda | Reducer)[] => {
  switch (part.kind) {
    case 'function':
    case 'recipe':
    case 'effect':
    case 'task':
      return [part.lambda]
    case 'reducer':
      return [part.reducer]
    case 'aggregate':
      return part.aggregate.lambdas ?? []
    case 'order':
      return part.keys.map(({ lambda }) => lambda as Lambda)
    case 'codec':
    case 'source':
    case 'whole':
      return []
    default:
      return part satisfies never
  }
}
