/**
 * All rules, in their order: the first that applies anywhere is used first. The result does not hang on it, but how much is
 * won does, as some rules make work for others.
 */
import type { Rule } from './rule.ts'
import { dropDistinct } from './rules/drop-distinct.ts'
import { dropFilter } from './rules/drop-filter.ts'
import { dropSort } from './rules/drop-sort.ts'
import { narrowJoin } from './rules/narrow-join.ts'
import { pruneFields } from './rules/prune-fields.ts'
import { pushFilterBelowConcat } from './rules/push-filter-below-concat.ts'
import { pushFilterBelowDistinct } from './rules/push-filter-below-distinct.ts'
import { pushFilterBelowGroup } from './rules/push-filter-below-group.ts'
import { pushFilterBelowJoin } from './rules/push-filter-below-join.ts'
import { pushFilterBelowSort } from './rules/push-filter-below-sort.ts'
import { pushFilterThroughMap } from './rules/push-filter-through-map.ts'
import { pushTakeThroughMap } from './rules/push-take-through-map.ts'
import { splitFilter } from './rules/split-filter.ts'

const pushes: readonly Rule[] = [
  pushFilterThroughMap,
  pushFilterBelowSort,
  pushFilterBelowJoin,
  pushFilterBelowGroup,
  pushFilterBelowDistinct,
  pushFilterBelowConcat,
]

export const rules: readonly Rule[] = [
  // What does nothing goes first: it only stands in the way of the others.
  dropFilter,
  dropDistinct,
  dropSort,
  // A join that gives fewer kinds of rows lets more filters through.
  narrowJoin,
  // Filters as far down as they go: whole, where the whole can go.
  ...pushes,
  splitFilter(pushes),
  pushTakeThroughMap,
  // Last, when all that reads rows stands where it will: a filter below a sort reads fields which need not get into it.
  pruneFields,
]
