/**
 * Runs the table "Order per operator" of docs/semantics.md: against what src/plan/node.ts says of each kind, and on every
 * engine by permuting rows. A "no" is believed only when a counterexample is found, so the table claims neither too much
 * nor too little.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { descriptions } from '../../src/plan/descriptions.ts'
import type { Kind } from '../../src/plan/node.ts'
import { engines } from '../engines.ts'
import { asBag, names, prints } from './page-names.ts'
import { evaluate, type Row, tables } from './tables.ts'

const table = tables('Order per operator')

type AnyStage = (rows: F.Bag<unknown>) => F.Bag<unknown>
const asIs: AnyStage = (rows) => rows
const orders: readonly F.Order[] = ['sequence', 'bag']
const as = (order: F.Order): AnyStage => (order === 'sequence' ? asIs : asBag)

/** The example over some rows, those of the second side too, in some order type. */
const datasetOf =
  ({ example = '' }: Row, order: F.Order, otherOrder = order) =>
  (rows: readonly unknown[], others: readonly unknown[]): F.Bag<unknown> => {
    const found = evaluate(example, { ...names, other: as(otherOrder)(F.rows(others)) })
    return typeof found === 'function' ? (found as AnyStage)(as(order)(F.rows(rows))) : (found as F.Bag<unknown>)
  }

/** What comes out, given the orders of the two sides. */
const orderOut: Readonly<Record<string, (first: F.Order, second: F.Order) => F.Order>> = {
  same: (first) => first,
  both: (first, second) => (first === 'sequence' ? second : 'bag'),
  sequence: () => 'sequence',
  bag: () => 'bag',
}

/** The last node of operators that are made of others. */
const lastOfDerived: Readonly<Record<string, Kind>> = {
  union: 'distinct',
  first: 'take',
  topBy: 'take',
  countBy: 'groupBy',
  pivot: 'groupBy',
  sumBy: 'groupBy',
}

describe('the plan says the same', () => {
  test.each(table)('of $example', (row) => {
    const out = orderOut[row['order out'] as string]
    if (out === undefined) throw new Error(`no order is called ${row['order out']}`)
    for (const first of orders)
      for (const second of orders) {
        const build = () => datasetOf(row, first, second)([], [])
        if (row['order in'] === 'sequence' && first === 'bag') expect(build).toThrow(/needs rows in an order/)
        else expect(F.orderOf(build().plan)).toBe(out(first, second))
      }
    const { plan } = datasetOf(row, 'sequence')([], [])
    // Of compositions, such as union, only the last node is described.
    if (plan.kind === row.operator && plan.kind !== 'source')
      expect(descriptions[plan.kind].needs(plan as never)).toBe(row['order in'] === 'sequence' ? 'sequence' : 'bag')
  })

  test('of every kind', () => {
    const kinds = Object.keys(descriptions) as Kind[]
    expect(kinds.filter((kind) => !table.some(({ operator }) => operator === kind))).toEqual([])
    for (const row of table) {
      const { kind } = datasetOf(row, 'sequence')([], []).plan
      expect(kind).toBe(lastOfDerived[row.operator as string] ?? row.operator)
    }
  })
})

const someRows = fc.array(
  fc.record({ k: fc.constantFrom<unknown>(0, -0, 1, 2, null), v: fc.constantFrom(0, -0, 1, 2) }),
  { maxLength: 5 },
)
/** Two sides, and the same in another order. */
const permuted = fc
  .tuple(someRows, someRows)
  .chain(([rows, others]) =>
    fc.tuple(
      fc.constant(rows),
      fc.constant(others),
      fc.shuffledSubarray(rows, { minLength: rows.length }),
      fc.shuffledSubarray(others, { minLength: others.length }),
    ),
  )

describe.each(engines)('on $name', (engine) => {
  /** Rows as they come. */
  const run = async (dataset: F.Bag<unknown>) => prints(await F.toList(dataset, { engine, order: 'any' }))

  const found = async (property: fc.IAsyncProperty<unknown>, claimed: boolean): Promise<void> => {
    if (claimed) await fc.assert(property)
    else expect((await fc.check(property, { numRuns: 5000, endOnFailure: true })).failed).toBe(true)
  }

  const operators = table.filter(({ operator }) => operator !== 'source')

  test.each(operators)('equivariant: $example: $equivariant', async (row) => {
    const plan = datasetOf(row, 'sequence')
    const isBag = F.orderOf(plan([], []).plan) === 'bag'
    const property = fc.asyncProperty(permuted, async ([rows, others, moved]) => {
      const ofEach = new Map<unknown, readonly string[]>()
      for (const one of rows) ofEach.set(one, await run(plan([one], others)))
      const whole = await run(plan(moved, others))
      const parts = moved.flatMap((one) => ofEach.get(one) ?? [])
      if (isBag) expect([...whole].sort()).toEqual(parts.sort())
      else expect(whole).toEqual(parts)
    })
    expect(['yes', 'no']).toContain(row.equivariant)
    await found(property, row.equivariant === 'yes')
  })

  describe.each(orders)('order-free on a %s', (order) => {
    const claims = operators.map((row) => ({
      row,
      example: row.example,
      claim: row[`order-free on a ${order}`] ?? '?',
    }))

    test.each(claims.filter(({ claim }) => claim !== ''))('$example: $claim', async ({ claim, row }) => {
      const plan = datasetOf(row, order)
      const answers = async (given: readonly [unknown[], unknown[], unknown[], unknown[]]) =>
        Promise.all([run(plan(given[0], given[1])), run(plan(given[2], given[3]))])
      const rowsAgree = fc.asyncProperty(permuted, async (given) => {
        const [one, two] = await answers(given)
        expect([...two].sort()).toEqual([...one].sort())
      })
      const orderAgrees = fc.asyncProperty(permuted, async (given) => {
        const [one, two] = await answers(given)
        expect(two).toEqual(one)
      })
      expect(['rows', 'order', 'no']).toContain(claim)
      // The order of a bag is nobody's business.
      const isSequence = F.orderOf(plan([], []).plan) === 'sequence'
      // Rows that are the same in their order are the same rows.
      if (!isSequence || claim !== 'order') await found(rowsAgree, claim !== 'no')
      if (isSequence) await found(orderAgrees, claim === 'order')
    })

    test('nothing is claimed of what cannot be', () => {
      for (const { claim, row } of claims) expect(claim === '').toBe(order === 'bag' && row['order in'] === 'sequence')
      if (order === 'bag') expect(claims.map(({ claim }) => claim)).not.toContain('no')
    })
  })
})
