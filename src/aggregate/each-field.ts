/** An aggregate over the values of each field of records. Internal: what `describe` is made of. */
import { compareStrings } from '../data/compare-strings.ts'
import { fieldsOf } from '../data/fields-of.ts'
import type { Order } from '../data/order.ts'
import { type Aggregate, defineKnown, type State } from './aggregate.ts'
import { isMissing } from './is-missing.ts'

/**
 * The aggregate over the values of each field of the rows, by the fields' names: in the order in which they were first
 * seen if the rows have an order, else by code point. Values that are null or undefined are left out; a field that has
 * no other is there. Memory: one state for each field.
 *
 * @throws FloeError InvalidRow while running, for a row that is no plain object
 */
export const eachField = <B>(
  aggregate: Aggregate<unknown, B, 'bag'>,
  needs: Order,
): Aggregate<unknown, ReadonlyMap<string, B>, Order> =>
  defineKnown<Map<string, State>, unknown, ReadonlyMap<string, B>, Order>(
    {
      name: `eachField ${aggregate.name}`,
      needs,
      splits: aggregate.splits,
      init: () => new Map(),
      step: (states, row) => {
        for (const [name, value] of fieldsOf(row)) {
          const state = states.get(name) ?? aggregate.init()
          states.set(name, isMissing(value) ? state : aggregate.step(state, value))
        }
        return states
      },
      merge: (left, right) => {
        const states = new Map(left)
        for (const [name, state] of right)
          states.set(name, aggregate.merge(states.get(name) ?? aggregate.init(), state))
        // What only one side has is its own to change: as if it were merged with nothing.
        for (const [name, state] of left)
          if (!right.has(name)) states.set(name, aggregate.merge(state, aggregate.init()))
        return states
      },
      done: (states) => {
        const fields = [...states]
        if (needs === 'bag') fields.sort(([a], [b]) => compareStrings(a, b))
        return new Map(fields.map(([name, state]) => [name, aggregate.done(state)]))
      },
      encode: (states) => [...states].map(([name, state]) => [name, aggregate.encode(state)]),
      decode: (encoded) =>
        new Map((encoded as [string, unknown][]).map(([name, state]) => [name, aggregate.decode(state)])),
    },
    { calls: aggregate.calls },
  )
