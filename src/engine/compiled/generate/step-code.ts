/**
 * The kinds whose steps can be written into a loop, and the code of each.
 *
 * It equals the step of the kind in `steps.ts`. What Floe can read stands there itself, over the leaves that the row is made
 * of; what it cannot read is called, with a row that is made for it.
 */
import { chanceOf } from '../../../data/chance-of.ts'
import { keyOf } from '../../../data/key.ts'
import * as S from '../../../data/schema.ts'
import { itemsOf } from '../../../lambda/callback-locals.ts'
import type { Expression } from '../../../lambda/expression.ts'
import { isQuiet } from '../../../lambda/is-quiet.ts'
import type { Lambda } from '../../../lambda/lambda.ts'
import { readLambda } from '../../../lambda/read-lambda.ts'
import { isAtom, substitute } from '../../../lambda/substitute.ts'
import { isOnly } from '../../../lambda/type-of.ts'
import { isPure } from '../../../optimize/evidence.ts'
import { decodeRow } from '../../../plan/codec/decode-row.ts'
import { rejectsAt } from '../../../plan/error-policy.ts'
import type { JoinNode, Kind, NodeOf } from '../../../plan/node.ts'
import { isRowWise } from '../../../plan/row-wise.ts'
import { schemaOf } from '../../../plan/tree.ts'
import { derive, omit, rename, select, unpivot } from '../../meaning/fields.ts'
import { rowOf, rowsOf } from '../../meaning/given-rows.ts'
import { tap, update } from '../../meaning/untouched.ts'
import { separate, validate } from '../../meaning/validate.ts'
import type { Stage } from '../../stage.ts'
import { elsewhere, type JoinPass } from '../keyed/join-pass.ts'
import { defect, fail, failOn, type Row, type Run } from '../run.ts'
import { bindRow } from './bind-row.ts'
import { assign, conditional, type Draft, tentative } from './draft.ts'
import { type Entries, entriesOf, nameOnce, record } from './entries.ts'
import { looseRow, partnerAt } from './partner-code.ts'
import { frozen } from './thaw.ts'

/** A step on its way into a loop. */
export interface Place<K extends Kind> {
  readonly draft: Draft
  readonly node: NodeOf<K>
  readonly stage: Stage
  readonly run: Run
  readonly position: number
  readonly side: unknown
  /** The row that it is given. */
  readonly given: Expression
  /** Told what is done with rows that come of a step later. */
  readonly later: (late: Late) => void
}

/** What is done with rows that come of a step when all others are through, as they are in `names`. */
export interface Late {
  readonly code: string
  readonly names: readonly string[]
}

/** Goes on with a row; what is counted as coming out is counted by the step itself, under the name that it gives. */
export type Next = (row: Expression, count?: string) => string

export type StepCode<K extends Kind> = (place: Place<K>, row: Expression, next: Next) => string

/** What is thrown by a function that is called. The row is told where it is set aside, if that is all that the stage looks at. */
const failing = ({ draft, run, stage, given }: Site): string => {
  const isTold = given !== undefined && isRowWise(stage.node.kind) && rejectsAt(stage.node, run.context.onError)
  const failed = (thrown: unknown, row?: Row): void =>
    isTold ? failOn(run, stage, thrown, row) : fail(run, stage, thrown)
  return draft.site(`${draft.bind(failed)}(thrown${isTold ? `, ${draft.print(given)}` : ''})`)
}

/**
 * What is thrown by code that stands for a function. The function itself is called once more, for it has the right words;
 * it is pure, so it throws too.
 */
const failingAs = ({ draft, run, stage }: Site, call: (row: never) => unknown, row: Expression): string => {
  const again = (given: Row, thrown: unknown): void => {
    let result: unknown
    try {
      result = call(given as never)
    } catch (thrownNow) {
      if (isRowWise(stage.node.kind)) failOn(run, stage, thrownNow, given)
      else fail(run, stage, thrownNow)
      return
    }
    throw defect(`code made of ${call} threw ${String(thrown)}, and the function gives ${String(result)}`)
  }
  return draft.site(`${draft.bind(again)}(${draft.print(row)}, thrown)`)
}

/** What was worked out of a row. */
export interface Evaluated {
  readonly code: string
  readonly value: Expression
  /** The row from here on: the very object that a function was given, if one was. */
  readonly row: Expression
}

/** The row as an object, made once. */
const built = (draft: Draft, row: Expression): { readonly code: string; readonly row: Expression } => {
  if (isAtom(row)) return { code: '', row }
  const { name, leaf } = draft.variable(draft.typeOf(row))
  return { code: assign(name, draft.print(row), true), row: leaf }
}

type Site = Pick<Place<Kind>, 'draft' | 'run' | 'stage'> & { readonly given?: Expression }

/** What a function that Floe does not look into makes of a row that is made for it. */
export const called = (site: Site, f: (row: never) => unknown, given: Expression, schema = S.unknown): Evaluated => {
  const { draft } = site
  const object = built(draft, given)
  const { name, leaf } = draft.variable(schema)
  const call = assign(name, `${draft.bind(f)}(${draft.print(object.row)})`, false)
  return { code: object.code + failing(site) + call, value: leaf, row: object.row }
}

/**
 * The row with the fields that a function reads and no others, if it reads but some: the others need not be made. Only for
 * functions that have no effect, since others might write to the row.
 */
const withoutUnread = (lambda: Lambda, row: Expression): Expression | undefined => {
  const { fields } = readLambda(lambda)
  if (fields === 'all' || !isPure(lambda)) return undefined
  const entries = entriesOf(row) ?? []
  const wanted = entries.filter(({ name }) => fields.has(name))
  // Whoever reads more than there is reads what an object inherits, which may look at all of its fields.
  return wanted.length === fields.size && wanted.length < entries.length ? record(wanted) : undefined
}

/** What a function gives for the row, in variables: read, or called. */
export const evaluate = (site: Site, lambda: Lambda<never, unknown>, row: Expression): Evaluated => {
  const { draft } = site
  const { purity, expression } = readLambda(lambda)
  if (!isQuiet(purity) || expression === undefined) {
    const less = withoutUnread(lambda, row)
    return less === undefined ? called(site, lambda.call, row) : { ...called(site, lambda.call, less), row }
  }
  const simple = draft.simplify(substitute(expression, [row]))
  const { code, row: value } = bindRow(draft, simple)
  return { code: draft.isTotal(simple) ? code : failingAs(site, lambda.call, row) + code, value, row }
}

/** The rows of a list, one after the other. */
const loop = (
  { draft, position }: Omit<Place<Kind>, 'node'>,
  list: Expression,
  next: (item: Expression) => string,
): string => {
  const index = draft.variable(S.number).name
  const wanted = `run.doneAt <= ${position}`
  const item = (): string => next(draft.leaf(`${draft.print(list)}[${index}]`, itemsOf(draft.typeOf(list))))
  return `for (${index} = 0; ${index} < ${draft.print(list)}.length && ${wanted}; ${index}++) {\n${draft.region(item)}}\n`
}

const counting = (draft: Draft, next: Next): ((row: Expression) => string) => {
  const count = draft.counter()
  return (row) => tentative(`${count}++`) + next(row, count)
}

/** A row replaced by any number of others. */
const listed =
  <K extends Kind>(lister: (node: NodeOf<K>) => (row: Row) => readonly Row[]): StepCode<K> =>
  (place, row, next) => {
    const { code, value } = called(place, lister(place.node), row)
    return code + loop(place, value, counting(place.draft, next))
  }

type ListPlace = Omit<Place<Kind>, 'node'> & { readonly node: { readonly lambda: Lambda<never, unknown> } }

/** A row replaced by what its function gives, as rows. Where that may be a list already, one that is known to be is taken as it is. */
const listing =
  (lister: (given: never) => readonly Row[], mayBeList: boolean) =>
  (place: ListPlace, row: Expression, next: Next): string => {
    const { draft, node } = place
    const given = evaluate(place, node.lambda, row)
    const listed = (): { readonly code: string; readonly row: Expression } => {
      if (mayBeList && isOnly(draft.typeOf(given.value), 'array', 'tuple')) return built(draft, given.value)
      const { code, value } = called(place, lister, given.value)
      return { code, row: value }
    }
    const { code, row: rows } = listed()
    // What the next steps throw is not thrown here.
    return given.code + code + draft.noSite() + loop(place, rows, counting(draft, next))
  }

/** A row replaced by another. */
const replaced =
  <K extends Kind>(replacer: (node: NodeOf<K>) => (row: Row) => Row): StepCode<K> =>
  (place, row, next) => {
    const made = called(place, replacer(place.node), row, schemaOf(place.node))
    return made.code + next(made.value)
  }

const conditionally = (draft: Draft, condition: string, row: Expression, next: Next): string =>
  conditional(condition, counting(draft, next)(row))

/** Operators over fields: of a row whose fields are known nothing is done but to say which they are. */
const fielded =
  <K extends 'select' | 'omit' | 'rename'>(
    choose: (node: NodeOf<K>, entries: Entries) => Entries | undefined,
    replacer: (node: NodeOf<K>) => (row: Row) => Row,
  ): StepCode<K> =>
  (place, row, next) => {
    const entries = entriesOf(row)
    const chosen = entries && choose(place.node, entries)
    return chosen === undefined ? replaced(replacer)(place, row, next) : next(record(chosen))
  }

/**
 * A join of which some rows of the right are not in memory. What comes behind it is written once more, for pairs that come later:
 * as it does the same to the same states, it is the same code, which takes both rows as they are in variables.
 */
const apart = (place: Place<'join'>, key: Evaluated, first: string, next: Next): string => {
  const { draft, node } = place
  const { how } = node
  const side = place.side as JoinPass
  const count = draft.counter()
  const left = looseRow(draft, key.row)
  const put = (value: unknown, row: Row): void => side.putLeft(keyOf(value), [1, row, keyOf(value)])
  const value = draft.print(key.value)
  const found = [
    `${key.code}${failing(place)}${assign(first, `${draft.bind(side.finder())}(${value})`, false)}${draft.noSite()}`,
    `if (${first} === ${elsewhere}) ${draft.bind(put)}(${value}, ${draft.print(key.row)})\nelse `,
  ].join('')
  if (how === 'semi' || how === 'anti') {
    const code = draft.region(() => next(left.row, count))
    place.later({ code, names: [left.name] })
    return `${found}if (${first} ${how === 'semi' ? '>=' : '<'} 0) {\n${left.code}${count}++\n${code}}\n`
  }
  const partners = side.partners()
  const schema = schemaOf(node.inputs[1])
  const right = draft.variable(how === 'left' ? S.union([schema, S.undefined]) : schema)
  const items = Object.freeze([left.row, right.leaf])
  const code = draft.region(() => next(frozen(Object.freeze({ kind: 'array', items })), count))
  place.later({ code, names: [left.name, right.name] })
  const at = draft.variable(S.number).name
  const goOn = `${at} >= 0 && (${at} = ${draft.bind(partners.after)}(${at}, ${first})) >= 0 && run.doneAt <= ${place.position}`
  const row = `${at} < 0 ? undefined : ${draft.bind(partners.rowAt)}(${at})`
  const all = `{\n${left.code}${at} = ${first}\ndo {\n${assign(right.name, row, true)}${count}++\n${code}} while (${goOn})\n}\n`
  return found + (how === 'left' ? all : `if (${first} >= 0) ${all}`)
}

const joined: StepCode<'join'> = (place, given, next) => {
  const { draft, node, position } = place
  const { how } = node
  const side = place.side as JoinPass
  const partners = side.partners()
  const key = evaluate(place, node.left, given)
  const { row } = key
  const first = draft.variable(S.number).name
  if (!side.isWhole()) return apart(place, key, first, next)
  const found = `${key.code}${failing(place)}${assign(first, `${draft.bind(side.finder())}(${draft.print(key.value)})`, false)}`
  if (how === 'semi' || how === 'anti')
    return found + conditionally(draft, `${first} ${how === 'semi' ? '>=' : '<'} 0`, row, next)
  const right = schemaOf(node.inputs[1])
  const pair = counting(draft, next)
  const pairAt = (at: string): string => {
    if (how !== 'left') return pairOf(partnerAt(draft, partners, at, right))
    const match = draft.variable(S.union([right, S.undefined]))
    const text = `${at} < 0 ? undefined : ${draft.bind(partners.rowAt)}(${at})`
    return assign(match.name, text, true) + pairOf(match.leaf)
  }
  const pairOf = (match: Expression): string => pair(frozen(Object.freeze({ kind: 'array', items: [row, match] })))
  if (!partners.areRings()) {
    const one = draft.noSite() + pairAt(first)
    return found + (how === 'left' ? one : `if (${first} >= 0) {\n${one}}\n`)
  }
  const at = draft.variable(S.number).name
  const goOn = `(${at} = ${draft.bind(partners.after)}(${at}, ${first})) >= 0 && run.doneAt <= ${position}`
  const all = `do {\n${draft.region(() => pairAt(at))}} while (${how === 'left' ? `${at} >= 0 && ` : ''}${goOn})\n`
  return `${found}${at} = ${first}\n${how === 'left' ? all : `if (${first} >= 0) ${all}`}`
}

/** A right or full join remembers who was met: that is left to the step itself. */
const canJoin = ({ how }: JoinNode): boolean => how !== 'right' && how !== 'full'

type Written =
  | 'map'
  | 'filter'
  | 'flatMap'
  | 'filterMap'
  | 'update'
  | 'decode'
  | 'select'
  | 'omit'
  | 'rename'
  | 'unpivot'
  | 'derive'
  | 'validate'
  | 'separate'
  | 'tap'
  | 'take'
  | 'drop'
  | 'zipWithIndex'
  | 'sample'
  | 'join'

const codes: { readonly [K in Written]: StepCode<K> } = {
  map: (place, row, next) => {
    const { code, value } = evaluate(place, place.node.lambda, row)
    return code + next(value)
  },
  filter: (place, given, next) => {
    const { draft, node } = place
    const { code, value, row } = evaluate(place, node.lambda, given)
    return code + conditionally(draft, node.not ? `!(${draft.print(value)})` : draft.print(value), row, next)
  },
  flatMap: listing(rowsOf, true),
  filterMap: listing(rowOf, false),
  update: replaced(
    ({ lambda }) =>
      (row) =>
        update(lambda, row),
  ),
  decode: replaced(({ codec }) => decodeRow(codec)),
  select: fielded(
    ({ names }, entries) => names.flatMap((name) => entries.filter((one) => one.name === name)),
    (node) => (row) => select(node, row),
  ),
  omit: fielded(
    ({ names }, entries) => entries.filter(({ name }) => !names.includes(name)),
    (node) => (row) => omit(node, row),
  ),
  rename: fielded(
    ({ names }, entries) => {
      const to = new Map(names)
      return nameOnce(entries.map((one) => ({ ...one, name: to.get(one.name) ?? one.name })))
    },
    (node) => (row) => rename(node, row),
  ),
  unpivot: listed((node) => (row) => unpivot(node, row)),
  derive: (place, row, next) => {
    const entries = entriesOf(row)
    const { draft, node } = place
    if (entries === undefined) return replaced<'derive'>((node) => (row) => derive(node, row))(place, row, next)
    let code = ''
    let at = row
    const added = node.fields.map(([name, lambda]) => {
      const one = evaluate(place, lambda, at)
      const value = built(draft, one.value)
      code += one.code + value.code
      at = one.row
      return { kind: 'entry', name, value: value.row } as const
    })
    const kept = entries.map((one) => added.findLast(({ name }) => name === one.name) ?? one)
    const fresh = added.filter(
      ({ name }, i) =>
        !entries.some((one) => one.name === name) && added.findLastIndex((one) => one.name === name) === i,
    )
    return code + next(record([...kept, ...fresh]))
  },
  validate: (place, given, next) => {
    const { draft, node, run, stage } = place
    const { code, value: holds, row } = evaluate(place, node.lambda, given)
    const refuse = (given: Row): void => {
      try {
        validate({ ...node, lambda: { ...node.lambda, call: () => false } }, given)
      } catch (thrown) {
        failOn(run, stage, thrown, given)
      }
    }
    const otherwise = `${draft.noSite()}run.index = i\n${draft.bind(refuse)}(${draft.print(row)})\n`
    return `${code}if (${draft.print(holds)}) {\n${next(row)}} else {\n${otherwise}}\n`
  },
  separate: listed((node) => (row) => separate(node, row)),
  tap: (place, row, next) => {
    const { code, value } = called(place, (given) => tap(place.node.lambda, given), row, place.draft.typeOf(row))
    return code + next(value)
  },
  take: ({ draft, node, position }, row, next) => {
    const taken = draft.lasting('0')
    const stop = `run.doneAt = Math.max(run.doneAt, ${position})`
    return `if (++${taken} === ${node.count}) ${stop}\n${next(row)}`
  },
  drop: ({ draft, node }, row, next) => {
    const seen = draft.lasting('0')
    return conditionally(draft, `++${seen} > ${node.count}`, row, next)
  },
  zipWithIndex: ({ draft }, row, next) => {
    const index = draft.lasting('0')
    const { name, leaf } = draft.variable(S.number)
    const items = Object.freeze([row, leaf])
    return assign(name, `${index}++`, false) + next(frozen(Object.freeze({ kind: 'array', items })))
  },
  sample: (place, given, next) => {
    const { draft, node } = place
    const { seed, fraction } = node
    const { code, value, row } = called(place, (one) => chanceOf(seed, one) < fraction, given, S.boolean)
    return code + conditionally(draft, draft.print(value), row, next)
  },
  join: joined,
}

/** The code of a stage's step; undefined where it is not written into loops. */
export const codeOf = ({ node }: Stage): StepCode<Kind> | undefined => {
  if (node.kind === 'join' && !canJoin(node)) return undefined
  return (codes as unknown as { readonly [K in Kind]?: StepCode<Kind> })[node.kind]
}
