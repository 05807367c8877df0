/**
 * A part of a plan as what laws are checked on: its function, and those that it is made of.
 *
 * Functions are called as engines call them, with the row and their parameters and nothing behind it.
 */
import * as fc from 'fast-check'
import { rowsOf } from '../../engine/meaning/given-rows.ts'
import { update } from '../../engine/meaning/untouched.ts'
import { ofPlan } from '../../engine/workers/plan-fingerprint.ts'
import { ofCodec } from '../../evidence/codec-fingerprint.ts'
import {
  ofAggregate,
  ofEffect,
  ofFunction,
  ofOrder,
  ofRecipe,
  ofReducer,
  ofTask,
} from '../../evidence/lasting-fingerprint.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import { dataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { aggregate } from '../aggregate/subjects.ts'
import { codec } from '../codec/subjects.ts'
import { source } from '../io/source/subjects.ts'
import type { Law } from '../law.ts'
import { ordering } from '../ordering/subjects.ts'
import { sourcesOf } from '../pipeline/sources-of.ts'
import { pipeline } from '../pipeline/subject.ts'
import { row } from '../stage/subjects.ts'
import type { Subject } from '../subject.ts'
import { copyOf } from '../value/copy-of.ts'
import { liveRows } from './live-rows.ts'
import type { Part, WholePart } from './part.ts'
import type { RowsAt } from './rows-at.ts'

export interface Tested {
  readonly subject: Subject
  /** Of what may be certified, where it lasts. */
  readonly fingerprint?: string | undefined
  /** How often it is tried, where that is not for others to say. */
  readonly runs?: number
}

/** What is asked of a function in a plan. No engine gives it an index (S9); the others are about functions of many rows. */
const ofFunctions: ReadonlySet<string> = new Set(['S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'S8', 'S10', 'S11'])
/** What is asked of a source: nobody says how many rows it has made, nor what it has opened. */
const ofSources: ReadonlySet<string> = new Set(['I1', 'I9', 'S4'])
/** What is asked of what is there for its effect. */
const ofEffects: ReadonlySet<string> = new Set(['S1', 'S2'])
/** A task is made, and nothing is begun before somebody starts it. */
const ofMaking: ReadonlySet<string> = new Set(['S1', 'S2', 'S8'])

const only = <I, T>(subject: Subject<I, T>, ids: ReadonlySet<string>): Subject =>
  ({ ...subject, laws: subject.laws.filter(({ id }: Law<T>) => ids.has(id)) }) as unknown as Subject

type Plain = (row: unknown) => unknown

/** Without parameters the function itself, so that it is seen to be one of the language's own. */
const plainOf = ({ fn, params, call }: Lambda): Plain => (params.length === 0 ? fn : call) as unknown as Plain

const ofLambda = (
  name: string,
  lambda: Lambda,
  rows: fc.Arbitrary<unknown>,
  f: Plain = plainOf(lambda),
  laws: ReadonlySet<string> = ofFunctions,
): Tested => ({ subject: only(row(f, { rows, name }), laws) })

/** What is tried as a function of one row, and is none: a certificate of it must not count as one of the function. */
const as = (kind: string, { subject }: Tested): Tested => ({ subject: { ...subject, kind } })

/** Called for what it does: that it gives nothing says nothing. */
const done =
  (f: Plain): Plain =>
  (row) => {
    f(row)
    return 'done'
  }

/** A function that is called as it is. */
const certified = (tested: Tested, lambda: Lambda): Tested => ({ ...tested, fingerprint: ofFunction(lambda) })

/** States that rows lead to, each with the next row. */
const stepsOf = ({ call }: Reducer, initial: unknown, rows: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.array(rows, { minLength: 1, maxLength: 5 }).map((all) => {
    const step = call as unknown as (state: unknown, row: unknown) => unknown
    let state = copyOf(initial)
    try {
      for (const one of all.slice(0, -1)) state = step(state, copyOf(one))
    } catch {
      // As far as it came.
    }
    return [copyOf(state), all.at(-1)]
  })

/** Where states are written to, all that is said of them is said by that. */
const unlessWritten = (subject: Subject): Subject => ({
  ...subject,
  laws: subject.laws.map((law) => (law.id === 'S1' ? law : { ...law, after: [...(law.after ?? []), 'S1'] })),
})

/** So many tasks are started, on rows that are really there: each is a question to somebody. */
const mostTasks = 3

/** Of a whole plan an instance is dozens of runs of all its stages: so many, unless said. */
const usualWhole = 12

/** A plan, two times of three on real rows of which something comes out, in any order. */
const wholeOf = async ({ name, node, dataset }: WholePart, sample: SubjectOptions['sample']): Promise<Subject> => {
  const subject = await pipeline(dataset, { name })
  const live = await liveRows(node, await sample(node))
  if (live === undefined) return subject as unknown as Subject
  const inAnyOrder = sourcesOf(node).map((source) => {
    const rows = live.get(source) ?? []
    return fc.shuffledSubarray([...rows], { minLength: rows.length })
  })
  const ofLive = fc.record({ rows: fc.tuple(...inAnyOrder), salt: fc.nat(9999) })
  return { ...subject, instances: fc.oneof(subject.instances, { arbitrary: ofLive, weight: 2 }) } as unknown as Subject
}

export interface SubjectOptions {
  readonly effects: boolean
  readonly runs?: number
  /** Some rows of each source of a plan. */
  readonly sample: (plan: Node) => Promise<ReadonlyMap<Source, readonly unknown[]>>
}

/** The subjects of a part, tried on rows like those of its place; what others are made of comes first. */
export const subjectsOf = async (
  part: Part,
  { rows, real }: RowsAt & { readonly rows: fc.Arbitrary<unknown> },
  { effects, runs, sample }: SubjectOptions,
): Promise<readonly Tested[]> => {
  const { name } = part
  switch (part.kind) {
    case 'function': {
      const f = plainOf(part.lambda)
      return [
        certified(
          ofLambda(name, part.lambda, rows, part.gives === 'rows' ? (one) => rowsOf(f(one) as Iterable<unknown>) : f),
          part.lambda,
        ),
      ]
    }
    case 'recipe':
      return [
        {
          ...as(
            'recipe',
            ofLambda(name, part.lambda, rows, (one) => update(part.lambda as never, one)),
          ),
          fingerprint: ofRecipe(part.lambda),
        },
      ]
    case 'effect':
      return effects
        ? [
            {
              ...as('effect', ofLambda(name, part.lambda, rows, done(plainOf(part.lambda)), ofEffects)),
              fingerprint: ofEffect(part.lambda),
            },
          ]
        : []
    case 'task': {
      const make = plainOf(part.lambda)
      const made = {
        ...as(
          'task',
          ofLambda(name, part.lambda, rows, (one) => typeof make(one), ofMaking),
        ),
        fingerprint: ofTask(part.lambda, 'made'),
      }
      if (!effects || real.length === 0) return [made]
      const run = (one: unknown): unknown => (make(one) as Plain)(new AbortController().signal)
      const { subject } = ofLambda(name, part.lambda, rows, run, ofEffects)
      const instances = fc.constant({ rows: real.slice(0, mostTasks), salt: 0 })
      const started = as('started task', { subject: { ...subject, instances } })
      return [made, { ...started, fingerprint: ofTask(part.lambda, 'started'), runs: 1 }]
    }
    case 'reducer': {
      const { call } = part.reducer
      const step = (given: unknown): unknown => {
        const [state, one] = given as [never, never]
        return call(state, one)
      }
      const subject = row(step, { rows: stepsOf(part.reducer, part.initial, rows), name })
      return [
        {
          ...as('reducer', { subject: unlessWritten(only(subject, ofFunctions)) }),
          fingerprint: ofReducer(part.reducer, part.initial),
        },
      ]
    }
    case 'aggregate': {
      const subject = aggregate(part.aggregate as never, { rows, name }) as unknown as Subject
      const lambdas = part.aggregate.lambdas ?? []
      return [
        ...lambdas.map((lambda) => certified(ofLambda(name, lambda as Lambda, rows), lambda as Lambda)),
        { subject, fingerprint: ofAggregate(part.aggregate) },
      ]
    }
    case 'order': {
      const keysOf = (one: unknown): readonly unknown[] => part.keys.map(({ lambda }) => lambda.call(one))
      const compare = (a: unknown, b: unknown): number => compareSortKeys(part.keys, keysOf(a), keysOf(b))
      return [
        ...part.keys.map(({ lambda }) => certified(ofLambda(name, lambda as Lambda, rows), lambda as Lambda)),
        {
          subject: ordering(compare, { values: rows, name }) as unknown as Subject,
          fingerprint: ofOrder(part.keys),
        },
      ]
    }
    case 'codec':
      return [{ subject: codec(part.codec, { name }) as unknown as Subject, fingerprint: ofCodec(part.codec) }]
    case 'source': {
      // In batches, an object that is used again would only look like rows that are the same.
      const given = source(part.source.held ?? dataset(part.node), { name })
      return [{ subject: only(given, ofSources), runs: 1 }]
    }
    case 'whole':
      return [
        {
          subject: await wholeOf(part, sample),
          fingerprint: ofPlan(part.node),
          ...(runs === undefined ? { runs: usualWhole } : {}),
        },
      ]
    default:
      return part satisfies never
  }
}
