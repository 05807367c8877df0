/**
 * The arbitrary rows of a place: like those that reach it; where none do, as its schema says.
 */
import * as fc from 'fast-check'
import type { Schema } from '../../data/schema.ts'
import type { Node } from '../../plan/node.ts'
import { schemaOf } from '../../plan/tree.ts'
import { leavesOf, type Profile, profiled } from '../arbitrary/profile.ts'
import { fewOf, rowsLike } from '../arbitrary/rows-like.ts'
import { valuesOfSchema } from '../arbitrary/values-of-schema.ts'
import { kindOfRows } from './kind-of-rows.ts'
import type { Reached } from './reaching.ts'

const profiles: readonly Profile[] = ['plain', 'ties', 'specials']
/** Others are made like so many of the rows that were found. */
const mostLike = 40

/** What is known of the rows of a place. */
export interface RowsAt {
  /** Undefined where there are none. */
  readonly rows: fc.Arbitrary<unknown> | undefined
  /** Some that are really there, if there are any. */
  readonly real: readonly unknown[]
  /** What kind of rows they are, in words. */
  readonly kind: string
  readonly from: 'rows' | 'schema' | 'nothing'
  /** Why there are none, or none that are real. */
  readonly why: string | undefined
}

/** From the first to the last, as far apart as can be. */
const spread = (rows: readonly unknown[], most: number): readonly unknown[] =>
  rows.length <= most ? rows : Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)])

const isKnown = (schema: Schema): boolean => schema.kind !== 'unknown'

/** The rows of a node's output. */
export const rowsAt = (node: Node, { groups, why }: Reached): RowsAt => {
  const found = groups.filter((rows) => rows.length > 0).map((rows) => spread(rows, mostLike))
  const [real = []] = groups
  if (found.length > 0) {
    const few = fewOf(found[0] as readonly unknown[])
    const rows = profiled([...found, few].map(rowsLike), () => true)
    return { rows, real: spread(real, mostLike), kind: kindOfRows(found.flat()), from: 'rows', why }
  }
  const schema = schemaOf(node)
  if (!isKnown(schema)) return { rows: undefined, real: [], kind: '', from: 'nothing', why }
  const rows = profiled(
    profiles.map((profile) => valuesOfSchema(schema, leavesOf[profile])),
    () => true,
  )
  return { rows, real: [], kind: kindOfRows(fc.sample(rows, { seed: 1, numRuns: 30 })), from: 'schema', why }
}
