/**
 * Aggregates: what `groupBy` and `aggregate` take, and what folds rows in memory. Import as `A`:
 * `import * as A from 'floe/aggregate'`. To write your own, `define` one.
 */
export { type Aggregate, type Definition, define, fold, type State } from './aggregate.ts'
export { contramap } from './contramap.ts'
export { count } from './count.ts'
export { countDistinct } from './count-distinct.ts'
export { filtered } from './filtered.ts'
export { first } from './first.ts'
export { fromMonoid } from './from-monoid.ts'
export { last } from './last.ts'
export { map } from './map.ts'
export { max } from './max.ts'
export { maxBy } from './max-by.ts'
export { mean } from './mean.ts'
export { min } from './min.ts'
export { minBy } from './min-by.ts'
export { struct } from './struct.ts'
export { sum } from './sum.ts'
export { toList } from './to-list.ts'
export { tuple } from './tuple.ts'
