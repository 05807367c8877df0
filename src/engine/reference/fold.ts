/**
 * Aggregates under way over rows, some of which may be refused.
 */
import { List } from 'immutable'
import type { State } from '../../aggregate/aggregate.ts'
import type { NamedAggregates } from '../../plan/node.ts'
import type { Attempt, Item, Row } from './rows.ts'

/** Aggregates under way: their states, and the rows in them, from which the states can be made again. */
export class Fold {
  private states: readonly State[]
  private rows = List<Row>()
  private readonly aggregates: NamedAggregates

  constructor(aggregates: NamedAggregates) {
    this.aggregates = aggregates
    this.states = aggregates.map(([, a]) => a.init())
  }

  /**
   * Takes one row into all aggregates of several folds or, when one throws, into none: a step may have changed its state
   * half-way. Whether it was taken.
   */
  static addToAll(folds: readonly Fold[], item: Item, attempt: Attempt): boolean {
    const [taken] = attempt(item, () => [folds.map((fold) => fold.stepAll(fold.states, item.row))])
    for (const [i, fold] of folds.entries()) {
      if (taken === undefined)
        fold.states = fold.rows.reduce(
          (made, row) => fold.stepAll(made, row),
          fold.aggregates.map(([, a]) => a.init()) as readonly State[],
        )
      else {
        fold.states = taken[i] as readonly State[]
        fold.rows = fold.rows.push(item.row)
      }
    }
    return taken !== undefined
  }

  results(): readonly (readonly [string, unknown])[] {
    return this.aggregates.map(([name, a], i) => [name, a.done(this.states[i] as State)] as const)
  }

  private stepAll(states: readonly State[], row: Row): readonly State[] {
    return this.aggregates.map(([, a], i) => a.step(states[i] as State, row))
  }
}
