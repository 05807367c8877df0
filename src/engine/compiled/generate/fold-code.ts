/**
 * The code of the ends that fold rows: `groupBy` and `aggregate`, with the states of a group in one object.
 *
 * It equals `group-by.ts`: first whatever may throw is worked out, then it is taken in.
 */
import { keyOf, normaliseKey } from '../../../data/key.ts'
import * as S from '../../../data/schema.ts'
import type { Expression } from '../../../lambda/expression.ts'
import type { Lambda } from '../../../lambda/lambda.ts'
import { isOnly } from '../../../lambda/type-of.ts'
import type { AggregateNode, GroupByNode, NamedAggregates } from '../../../plan/node.ts'
import type { Stage } from '../../stage.ts'
import { fail, type Run } from '../run.ts'
import { assign, type Draft, entryText, tentative } from './draft.ts'
import { called, evaluate } from './step-code.ts'

type Folding = GroupByNode | AggregateNode
type Named = NamedAggregates[number][1]

/** A fold on its way into a loop. */
export interface FoldPlace {
  readonly draft: Draft
  readonly node: Folding
  readonly stage: Stage
  readonly run: Run
}

export interface FoldCode {
  /** A function, `make`, of the values that the code stands on and of keys, which gives a group. */
  readonly make: { readonly params: string; readonly text: string }
  /** Before the rows of a batch. */
  readonly begin: string
  /** After some rows, of which there may be so many at a time. */
  readonly settle: { readonly code: string; readonly most: number } | undefined
  readonly body: string
  /** What gives the rows. */
  readonly rows: string
}

/** Whether rows that fail may be told from those that are taken in. */
export const canFold = (node: Folding, goesOn: boolean): boolean =>
  !goesOn || node.aggregates.every(([, { parts }]) => parts !== undefined)

/** The state of an aggregate in the loop: what works out its value, and what takes that in, now or when some rows are through. */
interface Taking {
  readonly check: string
  readonly take: string
  readonly settle?: string
}

/** Numbers are added so many at a time, which is much quicker than one by one. */
const mostAtOnce = 1_024

/** What is counted and added up of rows that are all of one group, when some of them are through. */
const together = (draft: Draft, form: 'count' | 'sum' | 'mean', state: string, text: string): Taking => {
  const count = draft.counter()
  const counted = tentative(`${count}++`)
  if (form === 'count') return { check: '', take: counted, settle: `${state} += ${count}\n${count} = 0\n` }
  const numbers = draft.bind(new Float64Array(mostAtOnce))
  const added = form === 'sum' ? '' : `${state}.n += ${count}\n`
  return {
    check: '',
    take: tentative(`${numbers}[${count}] = ${text}`) + counted,
    settle: `${form === 'sum' ? state : `${state}.total`}.addAll(${numbers}, 0, ${count})\n${added}${count} = 0\n`,
  }
}

const takingOf = (
  { draft, node, stage, run }: FoldPlace,
  aggregate: Named,
  state: string,
  value: { value: Expression; row: Expression },
): Taking => {
  const { parts } = aggregate
  if (parts === undefined) {
    // Only where a row that fails ends the run: then nobody asks for what the step has left half-way.
    const object = draft.print(value.row)
    const step = `${state} = ${draft.bind(aggregate.step)}(${state}, ${object})\n`
    return {
      check: '',
      take: draft.site(`${draft.bind((thrown: unknown) => fail(run, stage, thrown))}(thrown)`) + step,
    }
  }
  const isNumber = isOnly(draft.typeOf(value.value), 'number')
  let check = ''
  let text = draft.print(value.value)
  const isOne = node.kind === 'aggregate' && !draft.isInner()
  if (isOne && (parts.form === 'count' || ((parts.form === 'sum' || parts.form === 'mean') && isNumber)))
    return together(draft, parts.form, state, text)
  if (parts.form === 'count') return { check: '', take: `${state}++\n` }
  if (parts.check !== undefined && !(isNumber && (parts.form === 'sum' || parts.form === 'mean'))) {
    const checked = called({ draft, stage, run }, parts.check as never, value.value)
    const quick = parts.form === 'sum' || parts.form === 'mean' ? `if (typeof ${text} !== 'number') ` : ''
    if (quick === '') {
      check = checked.code
      text = draft.print(checked.value)
    } else {
      const name = draft.print(checked.value)
      check = `${name} = ${text}\n${quick}{\n${checked.code}}\n`
      text = name
    }
  }
  const take = draft.bind(parts.take)
  const plain = `${state} = ${take}(${state}, ${text})\n`
  if (parts.form === 'sum') return { check, take: isNumber ? `${state}.add(${text})\n` : plain }
  if (parts.form === 'min' || parts.form === 'max') {
    const worse = `${text} ${parts.form === 'min' ? '>' : '<'} ${state}`
    const numbers = `typeof ${state} === 'number'${isNumber ? '' : ` && typeof ${text} === 'number'`}`
    return { check, take: `if (!(${numbers} && ${worse})) ${plain}` }
  }
  return { check, take: plain }
}

/** A key as a Map of keys has it: most are their own. */
const lookup = (place: FoldPlace, key: Expression): { readonly code: string; readonly name: string } => {
  const { draft } = place
  const text = draft.print(key)
  const type = draft.typeOf(key)
  if (isOnly(type, 'number', 'boolean', 'null', 'undefined')) return { code: '', name: text }
  if (!isOnly(type, 'string')) {
    const { code, value } = called(place, keyOf, key)
    return { code, name: draft.print(value) }
  }
  const { name } = draft.variable(S.unknown)
  const isOdd = `${text}.charCodeAt(0) === 0`
  return { code: assign(name, `${isOdd} ? ${draft.bind(keyOf)}(${text}) : ${text}`, false), name }
}

/** Finds the group of a row, under the names of its keys, in a Map for each of them; a new one is made of the values. */
const findGroup = (draft: Draft, names: readonly string[], make: string, groups: string): string => {
  const last = names.length - 1
  const levels = names.slice(0, last).map((name, i) => {
    const missing = `map${i}.set(${name}, map${i + 1} = new Map())`
    return `let map${i + 1} = map${i}.get(${name})\nif (map${i + 1} === undefined) ${missing}\n`
  })
  return [
    `const map0 = ${draft.lasting('new Map()')}\n`,
    ...levels,
    `let group = map${last}.get(${names[last]})\n`,
    `if (group === undefined) {\n${groups}.push(group = ${make})\nmap${last}.set(${names[last]}, group)\n}\n`,
  ].join('')
}

export const foldCode = (place: FoldPlace, given: Expression): FoldCode => {
  const { draft, node } = place
  const { aggregates } = node
  const isGrouped = node.kind === 'groupBy'
  const keys = isGrouped ? node.keys : []
  let row = given
  let code = ''
  const read = (lambda: Lambda<never, unknown>): Expression => {
    const one = evaluate(place, lambda, row)
    code += one.code
    row = one.row
    return one.value
  }
  /** In a variable, as a text of a column is made when it is read. */
  const named = (value: Expression): Expression => {
    if (/^[\w.]+$/.test(draft.print(value))) return value
    const { name, leaf } = draft.variable(draft.typeOf(value))
    code += assign(name, draft.print(value), false)
    return leaf
  }
  const values = keys.map(({ lambda }) => named(read(lambda)))
  const names = values.map((value) => {
    const found = lookup(place, value)
    code += found.code
    return found.name
  })
  // A group is a list, as all lists have one shape, which lives on when the groups of a run are gone. What stands first makes
  // it one of values of any kind.
  const first = 1 + keys.length
  const takings = aggregates.map(([, aggregate], i) => {
    const lambda = aggregate.parts?.lambda
    const value = lambda === undefined ? row : read(lambda)
    const taking = takingOf(place, aggregate, `group[${first + i}]`, { value, row })
    code += taking.check
    return taking
  })
  code += draft.noSite()

  const params = keys.map((_, i) => `key${i}`)
  const parts = [
    'null',
    ...params.map((name) => `${draft.bind(normaliseKey)}(${name})`),
    ...aggregates.map(([, { init }]) => `${draft.bind(init)}()`),
  ]
  const groups = draft.lasting(isGrouped ? '[]' : '[make(values)]')
  if (isGrouped) code += findGroup(draft, names, `make(${['values', ...values.map(draft.print)].join(', ')})`, groups)
  const results = [
    ...keys.map(({ name }, i) => entryText(name, `group[${1 + i}]`)),
    ...aggregates.map(([name, { done }], i) => entryText(name, `${draft.bind(done)}(group[${first + i}])`)),
  ]
  return {
    make: { params: ['values', ...params].join(', '), text: `return [${parts.join(', ')}]\n` },
    begin: isGrouped ? '' : `const group = ${groups}[0]\n`,
    settle: takings.some(({ settle }) => settle !== undefined)
      ? { code: takings.map(({ settle = '' }) => settle).join(''), most: mostAtOnce }
      : undefined,
    body: code + takings.map(({ take }) => take).join(''),
    rows: `${groups}.map((group) => Object.freeze({ ${results.join(', ')} }))`,
  }
}
