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

  get isEmpty(): boolean {
    return this.rows.isEmpty()
  }

  /** Takes in one row, in all aggregates or, when one throws, in none: a step may have changed its state half-way. */
  add(item: Item, attempt: Attempt): void {
    const taken = attempt(item, () => [this.stepAll(this.states, item.row)])
    const [states] = taken
    if (states === undefined)
      this.states = this.rows.reduce(
        (made, row) => this.stepAll(made, row),
        this.aggregates.map(([, a]) => a.init()) as readonly State[],
      )
    else {
      this.states = states
      this.rows = this.rows.push(item.row)
    }
  }

  results(): readonly (readonly [string, unknown])[] {
    return this.aggregates.map(([name, a], i) => [name, a.done(this.states[i] as State)] as const)
  }

  private stepAll(states: readonly State[], row: Row): readonly State[] {
    return this.aggregates.map(([, a], i) => a.step(states[i] as State, row))
  }
}
