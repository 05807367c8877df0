/**
 * Proves what evidence from trying a function licenses, and what not: such a function counts as pure, on the rows on which it is
 * called anyway; what needs to know that it does not throw, or what it gives, is left as it is.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { noEvidence } from '../../src/evidence/evidence.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import { isPure, isTotalOn } from '../../src/optimize/evidence.ts'
import { hasNoEffect } from '../../src/optimize/has-no-effect.ts'
import { needOfLambda } from '../../src/optimize/need.ts'
import { optimize } from '../../src/optimize/optimizer.ts'
import { rowSchema } from '../../src/optimize/row-schema.ts'
import { vouched } from '../../src/optimize/vouched.ts'
import { type Bag, dataset } from '../../src/plan/dataset.ts'
import { mapFunctions } from '../../src/plan/map-functions.ts'
import type { Node, NodeOf } from '../../src/plan/node.ts'
import { printPlan } from '../../src/plan/print.ts'
import { mapInputs } from '../../src/plan/tree.ts'
import { runs } from '../runs.ts'
import { aimedPlan } from './aimed-plan.ts'
import { airports, flights, onAirport } from './flights.ts'
import { certificateOf, evidenceOf, opaque } from './opaque.ts'
import { isSame, outcomeOf } from './outcome.ts'
import { typedPlan } from './typed-plan.ts'

type Flight = F.RowOf<typeof flights>

const isLate = opaque((f: Flight) => f.delay > 15, ['delay'])
const late = F.pipe(flights, F.filter(isLate))

const filterOf = (plan: Node): NodeOf<'filter'> => plan as NodeOf<'filter'>
const withEvidence = ({ plan }: Bag<unknown>, evidence = evidenceOf(isLate)): Node =>
  vouched([plan], evidence)[0] as Node
const ruled = (plan: Node): readonly string[] => optimize(plan).steps.map(({ rule }) => rule)

describe('a function with evidence', () => {
  test('counts as pure, and reads the fields that stand in its text', () => {
    const { lambda } = filterOf(withEvidence(late))
    expect(isPure(filterOf(late.plan).lambda)).toBe(false)
    expect(needOfLambda(filterOf(late.plan).lambda)).toBe('all')
    expect(isPure(lambda)).toBe(true)
    expect(needOfLambda(lambda)).toEqual(new Map([['delay', 'all']]))
    expect(hasNoEffect(withEvidence(late))).toBe(true)
  })

  test('is not known to throw for no row, nor is what it gives', () => {
    const node = filterOf(withEvidence(late))
    expect(isTotalOn(node.lambda, rowSchema(node.inputs[0]))).toBe(false)
    const mapped = withEvidence(F.pipe(flights, F.map(isLate)))
    expect(rowSchema(mapped).kind).toBe('unknown')
  })

  test('is printed as it was', () => {
    expect(printPlan(withEvidence(late))).toBe(printPlan(late.plan))
  })

  test('in a key or an aggregate is one, too', () => {
    const grouped = F.pipe(flights, F.groupBy(isLate, { n: A.max(isLate) }))
    expect(hasNoEffect(grouped.plan)).toBe(false)
    const { keys, aggregates } = withEvidence(grouped) as NodeOf<'groupBy'>
    expect(keys.every(({ lambda }) => isPure(lambda))).toBe(true)
    expect(aggregates.flatMap(([, { lambdas }]) => lambdas?.map(isPure))).toEqual([true])
    expect(aggregates.map(([, { parts }]) => parts?.lambda && isPure(parts.lambda))).toEqual([true])
  })
})

describe('rules that ask for purity alone', () => {
  test('take a filter below concat', () => {
    const both = F.pipe(flights, F.concat(flights), F.filter(isLate))
    expect(ruled(both.plan)).toEqual([])
    expect(ruled(withEvidence(both))).toEqual(['push-filter-below-concat'])
  })

  test('prune fields that it does not read', () => {
    const sorted = F.pipe(
      flights,
      F.sortBy((f) => f.origin),
      F.map(isLate),
    )
    expect(ruled(sorted.plan)).toEqual([])
    expect(ruled(withEvidence(sorted))).toEqual(['prune-fields'])
  })
})

describe('rules that call a function on other rows, or at another time, do not believe evidence', () => {
  test.each<[string, Bag<unknown>]>([
    [
      'a filter above a sort',
      F.pipe(
        flights,
        F.sortBy((f) => f.delay),
        F.filter(isLate),
      ),
    ],
    ['a filter above distinct', F.pipe(flights, F.distinct(), F.filter(isLate))],
    ['a filter above a join', F.pipe(flights, F.join(airports, { ...onAirport, how: 'semi' }), F.filter(isLate))],
    [
      'a filter through fields that are added',
      F.pipe(flights, F.derive({ hours: (f) => f.delay / 60 }), F.filter(isLate as never)),
    ],
    ['a sort that nobody sees', F.pipe(flights, F.sortBy(isLate), F.aggregate({ n: A.count() }))],
    [
      'a filter above a group',
      F.pipe(flights, F.groupBy({ delay: (f: Flight) => f.delay }, { n: A.count() }), F.filter(isLate as never)),
    ],
  ])('%s', (_, of) => {
    expect(ruled(withEvidence(of)).filter((rule) => rule !== 'prune-fields')).toEqual([])
  })
})

describe('evidence says nothing', () => {
  const isVouched = (fn: (row: Flight) => boolean, evidence = evidenceOf(fn)): boolean =>
    isPure(filterOf(withEvidence(F.pipe(flights, F.filter(fn)), evidence)).lambda)

  test('without certificates', () => {
    expect(withEvidence(late, noEvidence)).toBe(late.plan)
  })

  test('of other functions', () => {
    const other = opaque((f: Flight) => f.delay > 16, ['delay'])
    expect(isVouched(isLate)).toBe(true)
    expect(isVouched(isLate, evidenceOf(other))).toBe(false)
    expect(withEvidence(late, evidenceOf(other))).toBe(late.plan)
  })

  test('where a law is missing', () => {
    const { laws, ...rest } = certificateOf(isLate)
    const { S6, ...fewer } = laws
    const half = { ...rest, laws: fewer }
    expect(S6).toBe(25)
    expect(isVouched(isLate, { certificates: new Map([[half.fingerprint, half]]) })).toBe(false)
  })

  test('of a function that is seen to be impure', () => {
    const loud = (f: Flight): boolean => console.log(f) === undefined
    const one = certificateOf(loud)
    expect(isVouched(loud, { certificates: new Map([[one.fingerprint, one]]) })).toBe(false)
  })

  test('of a function of which not all is seen', () => {
    const hidden = (f: Flight): boolean => isLate(f)
    const { purity, fingerprint } = readLambda(filterOf(F.pipe(flights, F.filter(hidden)).plan).lambda)
    expect({ verdict: purity.verdict, isLasting: fingerprint.isLasting }).toEqual({
      verdict: 'unknown',
      isLasting: false,
    })
    expect(isVouched(hidden)).toBe(false)
  })

  test('of recipes and effects', () => {
    const recipe = opaque((f: Flight) => void f, ['delay'])
    const updated = F.pipe(flights, F.update(recipe), F.tap(recipe))
    expect(withEvidence(updated, evidenceOf(recipe))).toBe(updated.plan)
  })
})

/** The plan with functions that do the same, of which nobody knows but what they read of their rows; vouched for or not. */
const opaquely = (plan: Node, isVouched: boolean): Node => {
  const done = new Map<Node, Node>()
  const visit = (node: Node): Node => {
    const known = done.get(node)
    if (known !== undefined) return known
    const below = mapInputs(node, visit)
    const made =
      node.kind === 'update' || node.kind === 'tap'
        ? below
        : mapFunctions(below, {
            lambda: (given) => {
              if (!isPure(given)) return given
              const { fields } = readLambda(given)
              const fn = opaque((row: never) => given.call(row), fields === 'all' ? 'row' : ([...fields] as never[]))
              return Object.freeze({ ...given, fn, ...(isVouched ? { isVouched } : {}) })
            },
            reducer: (given) => given,
            aggregate: (given) => given,
          })
    done.set(node, made)
    return made
  }
  return visit(plan)
}

describe('plans with functions that are pure on evidence', () => {
  test('mean the same when they are rewritten', () =>
    fc.assert(
      fc.asyncProperty(aimedPlan, async ({ plan }) => {
        const [given, unknown] = [opaquely(plan, true), opaquely(plan, false)]
        const { plan: made } = optimize(given)
        // Only those prove something to which evidence makes a difference.
        fc.pre(printPlan(made) !== printPlan(optimize(unknown).plan))
        const [was, is] = [await outcomeOf([given]), await outcomeOf([made])]
        if (!isSame(was, is)) expect(is, printPlan(made)).toEqual(was)
      }),
      { numRuns: runs(25), maxSkipsPerRun: 300 },
    ))

  test('run as they mean', () =>
    fc.assert(
      fc.asyncProperty(typedPlan({ failing: true, maxStages: 6 }), async ({ plan }) => {
        const [given, meant] = [dataset<unknown, 'bag'>(opaquely(plan, true)), dataset<unknown, 'bag'>(plan)]
        const [was, is] = [
          await F.run(meant, { engine: F.reference, onError: 'reject' })(),
          await F.run(given, { engine: F.compiled, onError: 'reject' })(),
        ]
        const seen = (run: typeof was): unknown => (run._tag === 'Left' ? run.left._tag : run.right.rows.toArray())
        expect(isSame(seen(was), seen(is)) ? true : { was: seen(was), is: seen(is) }).toBe(true)
      }),
      { numRuns: runs(60) },
    ))
})
