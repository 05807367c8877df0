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
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Stage } from '../../stage.ts'
import type { End } from '../end.ts'
import { isBounded } from '../fold.ts'
import { packed } from '../keyed/place.ts'
import { fail, type Row, type Run } from '../run.ts'
import { endOfGrouping, newGrouping } from '../table/grouping.ts'
import { layoutOf } from '../table/layout.ts'
import { assign, type Draft, entryText, tentative } from './draft.ts'
import { bytesOfGroup, endOfLists, newLists } from './lists.ts'
import { called, evaluate } from './step-code.ts'
import { boxed, heldOf, tableCode } from './table-code.ts'

type Folding = GroupByNode | AggregateNode
type Named = NamedAggregates[number][1]

/** A fold on its way into a loop. */
export interface FoldPlace {
  readonly draft: Draft
  readonly node: Folding
  readonly stage: Stage
  readonly run: Run
  /** Whether it matters in which order groups come. */
  readonly isOrdered: boolean
}

export interface FoldCode {
  /** A function, `make`, of the values that the code stands on and of keys, which gives a group. */
  readonly make: { readonly params: string; readonly text: string }
  /** Before the rows of a batch. */
  readonly begin: string
  /** After some rows, of which there may be so many at a time. */
  readonly settle: { readonly code: string; readonly most: number } | undefined
  readonly body: string
  /** The only group, where there are no keys. */
  readonly only: string
  /** What gives the row of a group, `group`. */
  readonly row: string
  /** Takes in, into `state`, a record that was put aside; undefined where there are no keys. */
  readonly again: string | undefined
  /** Of groups, what makes the end of the code of a row, and that of what was put aside. */
  readonly groups: ((code: GroupCode) => Pick<End, 'done' | 'missed'>) | undefined
}

/** Compiled: the row of a group, of those in some state; and what takes in what was put aside by another. */
export interface GroupCode {
  readonly row: (group: unknown, state: unknown) => Row
  readonly again: (state: unknown, record: unknown) => void
}

/** Whether rows that fail may be told from those that are taken in. */
export const canFold = (node: Folding, goesOn: boolean): boolean =>
  !goesOn || node.aggregates.every(([, { parts }]) => parts !== undefined)

/** The state of an aggregate in the loop: what works out its value, and what takes that in, now or when some rows are through. */
interface Taking {
  readonly check: string
  /** What is taken in, as it is put aside; undefined where nobody looks at it. */
  readonly input?: string
  /** Takes in what is written so. */
  readonly take: (input: string) => string
  readonly settle?: string
  /** Whether the state may grow by what is taken in. */
  readonly grows?: boolean
}

/** Numbers are added so many at a time, which is much quicker than one by one. */
const mostAtOnce = 1_024

/** What is counted and added up of rows that are all of one group, when some of them are through. */
const together = (draft: Draft, form: 'count' | 'sum' | 'mean', state: string, text: string): Taking => {
  const count = draft.counter()
  const counted = tentative(`${count}++`)
  if (form === 'count') return { check: '', take: () => counted, settle: `${state} += ${count}\n${count} = 0\n` }
  const numbers = draft.bind(new Float64Array(mostAtOnce))
  const added = form === 'sum' ? '' : `${state}.n += ${count}\n`
  return {
    check: '',
    take: () => tentative(`${numbers}[${count}] = ${text}`) + counted,
    settle: `${form === 'sum' ? state : `${state}.total`}.addAll(${numbers}, 0, ${count})\n${added}${count} = 0\n`,
  }
}

/** What an aggregate is given, as its parts want it: code that sees to that, and what stands for it then. */
const checkedOf = (
  { draft, stage, run }: FoldPlace,
  { parts }: Named,
  value: Expression,
): { readonly check: string; readonly text: string; readonly isNumber: boolean } => {
  const isNumber = isOnly(draft.typeOf(value), 'number')
  const text = draft.print(value)
  const isAdded = parts?.form === 'sum' || parts?.form === 'mean'
  const isChosen = parts?.form === 'min' || parts?.form === 'max'
  const isFit = isAdded ? isNumber : isChosen && isOnly(draft.typeOf(value), 'number', 'null', 'undefined')
  if (parts?.check === undefined || parts.form === 'count' || isFit) return { check: '', text, isNumber }
  const checked = called({ draft, stage, run }, parts.check as never, value)
  const name = draft.print(checked.value)
  if (!isAdded) return { check: checked.code, text: name, isNumber }
  return { check: `${name} = ${text}\nif (typeof ${text} !== 'number') {\n${checked.code}}\n`, text: name, isNumber }
}

const takingOf = (
  place: FoldPlace,
  aggregate: Named,
  state: string,
  value: { value: Expression; row: Expression },
): Taking => {
  const { draft, node } = place
  const { parts } = aggregate
  if (parts === undefined) {
    // Only where a row that fails ends the run: then nobody asks for what the step has left half-way.
    const step = draft.bind(aggregate.step)
    return {
      check: '',
      input: draft.print(value.row),
      grows: true,
      take: (input) => `${state} = ${step}(${state}, ${input})\n`,
    }
  }
  const { check, text, isNumber } = checkedOf(place, aggregate, value.value)
  const isOne = node.kind === 'aggregate' && !draft.isInner()
  if (isOne && (parts.form === 'count' || ((parts.form === 'sum' || parts.form === 'mean') && isNumber)))
    return together(draft, parts.form, state, text)
  if (parts.form === 'count') return { check: '', take: () => `${state}++\n` }
  const taking = draft.bind(parts.take)
  const plain = (input: string): string => `${state} = ${taking}(${state}, ${input})\n`
  const { form } = parts
  if (form === 'sum' && isNumber) return { check, input: text, take: (input) => `${state}.add(${input})\n` }
  if (form !== 'min' && form !== 'max') return { check, input: text, take: plain, grows: !isBounded(aggregate) }
  const take = (input: string): string => {
    const worse = `${input} ${form === 'min' ? '>' : '<'} ${state}`
    const numbers = `typeof ${state} === 'number'${isNumber ? '' : ` && typeof ${input} === 'number'`}`
    return `if (!(${numbers} && ${worse})) ${plain(input)}`
  }
  return { check, input: text, take, grows: !isNumber }
}

/** A key as a Map of keys has it: most are their own. */
const lookup = (place: FoldPlace, key: Expression): { readonly code: string; readonly name: string } => {
  const { draft } = place
  const text = draft.print(key)
  const type = draft.typeOf(key)
  if (isOnly(type, 'number', 'boolean', 'null', 'undefined')) return { code: '', name: text }
  if (!isOnly(type, 'string')) {
    const { code, value } = called(place, keyOf, key)
    const name = draft.print(value)
    if (!/^\w+$/.test(text)) return { code, name }
    // Most keys are texts, which are not worth a call.
    return {
      code: `if (typeof ${text} === 'string' && ${text}.charCodeAt(0) !== 0) ${name} = ${text}\nelse {\n${code}}\n`,
      name,
    }
  }
  const { name } = draft.variable(S.unknown)
  const isOdd = `${text}.charCodeAt(0) === 0`
  return { code: assign(name, `${isOdd} ? ${draft.bind(keyOf)}(${text}) : ${text}`, false), name }
}

/** What is done with a record for which there is no group. */
interface Missing {
  /** The names of the keys, as a Map has them. */
  readonly names: readonly string[]
  /** Makes a group. */
  readonly make: string
  readonly record: string
  /** How many bytes a group takes. */
  readonly bytes: string
}

/**
 * Finds the group of a row, under the names of its keys, in a Map for each of them. A new one is made if there is room; else
 * the row is put aside, and the block is left.
 */
const findGroup = ({ names, make, record, bytes }: Missing): string => {
  const last = names.length - 1
  const inner = names.slice(1)
  const found = inner.map((_, i) => `let map${i + 1} = map${i}${i === 0 ? '' : '?'}.get(${names[i]})\n`)
  const made = inner.map((_, i) => `if (map${i + 1} === undefined) map${i}.set(${names[i]}, map${i + 1} = new Map())\n`)
  const put = last === 0 ? `state.put(${names[0]}, ${record})` : `state.putAll([${names.join(', ')}], ${record})`
  return [
    'const map0 = state.map\n',
    ...found,
    `let group = map${last}${last === 0 ? '' : '?'}.get(${names[last]})\n`,
    `if (group === undefined) {\nif (state.isFull) {\n${put}\nbreak folding\n}\n`,
    ...made,
    `state.groups.push(group = ${make})\nmap${last}.set(${names[last]}, group)\n`,
    `if ((state.used += ${bytes}) > state.room) state.close()\n}\n`,
  ].join('')
}

const enter = 'folding: {\n'
const leave = '}\n'

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
  const keysCode = code
  code = ''
  // A group is a list, as all lists have one shape, which lives on when the groups of a run are gone. What stands first makes
  // it one of values of any kind.
  const first = 1 + keys.length
  const takings = aggregates.map(([, aggregate], i) => {
    const lambda = aggregate.parts?.lambda
    const value = lambda === undefined ? row : read(lambda)
    const taking = takingOf(place, aggregate, `group[${first + i}]`, { value, row })
    code += taking.check
    return { ...taking, held: heldOf(aggregate, draft.typeOf(value)) }
  })
  const held = takings.flatMap((taking) => taking.held ?? [])
  const isTable = isGrouped && held.length === aggregates.length
  const found = values.map((value) => (isTable ? boxed(place, value) : lookup(place, value)))
  const names = found.map(({ name }) => name)
  code = `${keysCode}${found.map((one) => one.code).join('')}${code}${draft.noSite()}`
  if (isTable) {
    const { isOrdered, run } = place
    const layout = layoutOf(
      isOrdered,
      values.map((value) => isOnly(draft.typeOf(value), 'number')),
      held,
    )
    const grouping = newGrouping(layout, run.spill, 0)
    const { body, ...rest } = tableCode(
      draft,
      grouping,
      node,
      names,
      takings.map(({ input = '' }) => input),
    )
    return {
      ...rest,
      make: { params: '', text: '' },
      only: 'undefined',
      settle: undefined,
      body: `${code}{\n${body}}\n`,
      groups: ({ row, again }) => endOfGrouping(grouping, { spill: run.spill, isOrdered }, { row, again }),
    }
  }

  const params = keys.map((_, i) => `key${i}`)
  const parts = [
    'null',
    ...params.map((name) => `${draft.bind(normaliseKey)}(${name})`),
    ...aggregates.map(([, { init }]) => `${draft.bind(init)}()`),
  ]
  const results = [
    ...keys.map(({ name }, i) => entryText(name, `group[${1 + i}]`)),
    ...aggregates.map(([name, { done }], i) => entryText(name, `${draft.bind(done)}(group[${first + i}])`)),
  ]
  const folded = {
    make: { params: ['values', ...params].join(', '), text: `return [${parts.join(', ')}]\n` },
    row: `return Object.freeze({ ${results.join(', ')} })\n`,
  }
  const takeAll = (inputOf: (input: string) => string): string =>
    takings.map(({ input = '', take }) => take(inputOf(input))).join('')
  if (!isGrouped) {
    const handler = `${draft.bind((thrown: unknown) => fail(place.run, place.stage, thrown))}(thrown)`
    const isSure = aggregates.every(([, { parts }]) => parts !== undefined)
    const only = draft.lasting('make(values)')
    return {
      ...folded,
      only,
      begin: `const group = ${only}\n`,
      settle: takings.some(({ settle }) => settle !== undefined)
        ? { code: takings.map(({ settle = '' }) => settle).join(''), most: mostAtOnce }
        : undefined,
      body: code + (isSure ? '' : draft.site(handler)) + takeAll((input) => input),
      again: undefined,
      groups: undefined,
    }
  }

  // What is the same for several is put aside once.
  const inputs = [...new Set(takings.flatMap(({ input = [] }) => input))]
  const inputOf = (input: string): string => `record[${first + inputs.indexOf(input)}]`
  const mayThrow = aggregates.some(([, { parts }]) => parts === undefined)
  const growing = takings.filter(({ grows }) => grows)
  const heap = draft.bind(heapBytes)
  const grow = (inputOf: (input: string) => string): string => {
    const bytes = growing.map(({ input = '' }) => `${heap}(${inputOf(input)}) + 16`)
    if (bytes.length === 0) return ''
    return `if ((state.used += ${bytes.join(' + ')}) > state.most) state.look()\n`
  }
  const bytesOf = (texts: readonly string[]): string =>
    [
      bytesOfGroup(node),
      ...texts.flatMap((text, i) =>
        isOnly(draft.typeOf(values[i] as Expression), 'number') ? [] : `${heap}(${text})`,
      ),
    ].join(' + ')
  const asIs = (input: string): string => input
  const texts = values.map(draft.print)
  const where = mayThrow ? [`...${draft.bind(packed)}({ where: run.where, index: i })`] : []
  const body =
    code +
    enter +
    findGroup({
      names,
      make: `make(${['values', ...texts].join(', ')})`,
      record: `[${['state.next++', ...texts, ...inputs, ...where].join(', ')}]`,
      bytes: bytesOf(texts),
    }) +
    (mayThrow ? draft.site(`${draft.bind((thrown: unknown) => fail(place.run, place.stage, thrown))}(thrown)`) : '') +
    takeAll(asIs) +
    grow(asIs) +
    leave
  const kept = keys.map((_, i) => `record[${1 + i}]`)
  const keyNames = kept.map((text, i) => {
    const type = draft.typeOf(values[i] as Expression)
    return isOnly(type, 'number', 'boolean', 'null', 'undefined') ? text : `${draft.bind(keyOf)}(${text})`
  })
  const again =
    keyNames.map((text, i) => `const name${i} = ${text}\n`).join('') +
    enter +
    findGroup({
      names: keyNames.map((_, i) => `name${i}`),
      make: `make(${['values', ...kept].join(', ')})`,
      record: 'record',
      bytes: bytesOf(kept),
    }).replace(/^(if \(\(state\.used \+= )/m, 'group[0] = record[0]\n$1') +
    takeAll(inputOf) +
    grow(inputOf) +
    leave
  const { spill } = place.run
  const lists = newLists(node, spill, 0)
  return {
    ...folded,
    only: 'undefined',
    begin: `const state = ${draft.bind(lists)}\n`,
    settle: undefined,
    body,
    again,
    groups: ({ row, again }) => endOfLists(node, { spill, isOrdered: place.isOrdered }, lists, { row, again }),
  }
}
