/**
 * The code of a fold whose groups are in a table: what is taken of a row is written into the cells of its group. Of a row whose
 * key has no place, into those of group 0, which is then put aside.
 */
import * as S from '../../../data/schema.ts'
import type { Expression } from '../../../lambda/expression.ts'
import { isOnly } from '../../../lambda/type-of.ts'
import type { GroupByNode, Kind, NamedAggregates } from '../../../plan/node.ts'
import { boxOfKey } from '../table/box.ts'
import { headLength, keyOfBlock, sumOfBlock } from '../table/chunk.ts'
import type { Grouping } from '../table/grouping.ts'
import type { Held } from '../table/held.ts'
import { beginKeys, findAny, keyAt, keyOfAny, keyOfNumber } from '../table/keys.ts'
import type { Layout } from '../table/layout.ts'
import { addCode, addSum, addTo, sumAt } from '../table/sums.ts'
import { find, findNumber } from '../table/table.ts'
import { assign, type Draft, entryText } from './draft.ts'
import { called, type Place } from './step-code.ts'

type Named = NamedAggregates[number][1]

/** How the state of an aggregate is held in cells, given what its value is; undefined where it is not. */
export const heldOf = ({ parts }: Named, type: S.Schema): Held | undefined => {
  const form = parts?.form
  switch (form) {
    case undefined:
      return undefined
    case 'count':
      return { form, mayMiss: false }
    case 'sum':
    case 'mean':
      return { form, mayMiss: !isOnly(type, 'number') }
    case 'min':
    case 'max':
      return isOnly(type, 'number', 'null', 'undefined') ? { form, mayMiss: !isOnly(type, 'number') } : undefined
    default:
      return form satisfies never
  }
}

/** The key as a table takes it: a primitive, or in a box. */
export const boxed = (
  site: Pick<Place<Kind>, 'draft' | 'run' | 'stage'>,
  key: Expression,
): { readonly code: string; readonly name: string } => {
  const { draft } = site
  const text = draft.print(key)
  if (isOnly(draft.typeOf(key), 'number', 'string', 'boolean', 'null', 'undefined')) return { code: '', name: text }
  const { code, value } = called(site, boxOfKey, key)
  const made = draft.print(value)
  const { name } = draft.variable(S.unknown)
  const isBoxed = `typeof ${text} === 'bigint' || (typeof ${text} === 'object' ? ${text} !== null : typeof ${text} === 'function' || typeof ${text} === 'symbol')`
  return { code: `${assign(name, text, false)}if (${isBoxed}) {\n${code}${name} = ${made}\n}\n`, name }
}

const cell = (offset: number): string => `cells[at + ${offset}]`
const from = (offset: number): string => `from[there + ${offset}]`

/** Takes the number `x` in. */
const takeNumber = (draft: Draft, { form, at }: Held & { readonly at: number }, x: string): string => {
  const state = cell(at)
  switch (form) {
    case 'count':
      return `${state}++\n`
    case 'sum':
      return addCode(state, x, `${draft.bind(addTo)}(table, cells, at + ${at}, ${x})`)
    case 'mean':
      return `${addCode(state, x, `${draft.bind(addTo)}(table, cells, at + ${at}, ${x})`)}${cell(at + 2)}++\n`
    // NaN is the greatest number, and -0 is less than +0.
    case 'min':
      return `if (${x} < ${state} || ${state} !== ${state} || (${x} === 0 && ${state} === 0 && 1 / ${x} < 0)) ${state} = ${x}\n`
    case 'max':
      return `if (${x} > ${state} || ${x} !== ${x} || (${x} === 0 && ${state} === 0 && 1 / ${state} < 0)) ${state} = ${x}\n`
    default:
      return form satisfies never
  }
}

const takeCode = (draft: Draft, held: Held & { readonly at: number }, input: string): string => {
  if (held.form === 'count') return takeNumber(draft, held, '')
  const isChoice = held.form === 'min' || held.form === 'max'
  const take = takeNumber(draft, held, 'x') + (isChoice && held.mayMiss ? `${cell(held.at + 1)} = 1\n` : '')
  return `{ const x = ${input}\n${held.mayMiss ? `if (typeof x === 'number') {\n${take}}\n` : take}}\n`
}

/** Takes a state in that was put aside. */
const mergeCode = (draft: Draft, held: Held & { readonly at: number }): string => {
  const { form, at, mayMiss } = held
  switch (form) {
    case 'count':
      return `${cell(at)} += ${from(at)}\n`
    case 'sum':
    case 'mean': {
      const other = `${draft.bind(sumOfBlock)}(packing, block, there + ${at})`
      const slowly = `${draft.bind(addSum)}(table, cells, at + ${at}, from, there + ${at}, ${other})`
      const quickly = `{ const x = ${from(at)}\n${addCode(cell(at), 'x', slowly)}}\n`
      const counted = form === 'mean' ? `${cell(at + 2)} += ${from(at + 2)}\n` : ''
      return `if (${from(at + 1)} === 0) ${quickly}else ${slowly}\n${counted}`
    }
    case 'min':
    case 'max': {
      const take = `{ const x = ${from(at)}\n${takeNumber(draft, held, 'x')}}\n`
      return mayMiss ? `if (${from(at + 1)} === 1) {\n${take}${cell(at + 1)} = 1\n}\n` : take
    }
    default:
      return form satisfies never
  }
}

/** The state as the aggregate knows it. */
const stateText = (draft: Draft, { form, at, mayMiss }: Held & { readonly at: number }): string => {
  const sum = `${draft.bind(sumAt)}(table, cells, at + ${at})`
  switch (form) {
    case 'count':
      return cell(at)
    case 'sum':
      return sum
    case 'mean':
      return `{ total: ${sum}, n: ${cell(at + 2)} }`
    case 'min':
    case 'max':
      return mayMiss ? `${cell(at + 1)} === 1 ? ${cell(at)} : undefined` : cell(at)
    default:
      return form satisfies never
  }
}

const places = 'const { pieces, shift, within } = table\n'

/** Where the cells of a group are. */
const cellsOf = (group: string, { width }: Layout): string =>
  `const cells = pieces[${group} >> shift], at = (${group} & within) * ${width}\n`

export interface TableCode {
  readonly begin: string
  readonly body: string
  readonly row: string
  readonly again: string
}

/** @param names what stands for the keys of a row, and `inputs`, what for the values of the aggregates */
export const tableCode = (
  draft: Draft,
  first: Grouping,
  node: GroupByNode,
  names: readonly string[],
  inputs: readonly string[],
): TableCode => {
  const { layout } = first.table
  const { keys, states } = layout
  const [only] = keys
  const isPlain = keys.length === 1 && only?.isNumber === true
  const found = (own: (i: number) => string): string =>
    isPlain
      ? `const group = ${draft.bind(findNumber)}(table, ${own(0)})\n`
      : `${draft.bind(beginKeys)}(table)\n${keys.map((_, i) => own(i)).join('')}const group = ${draft.bind(find)}(table)\n`
  const keyOf = (i: number, text: string): string => {
    const key = keys[i] as (typeof keys)[number]
    return `${draft.bind(key.isNumber ? keyOfNumber : keyOfAny)}(table, ${key.at}, ${text})\n`
  }
  const keyOfRow = (i: number): string => (isPlain ? (names[i] as string) : keyOf(i, names[i] as string))
  const foundOfRow =
    keys.length === 1 && !isPlain
      ? `const group = ${draft.bind(findAny)}(table, ${only?.at}, ${names[0]})\n`
      : found(keyOfRow)
  const keyAside = (i: number): string => {
    const key = keys[i] as (typeof keys)[number]
    if (isPlain) return from(key.at)
    return key.isNumber
      ? keyOf(i, from(key.at))
      : `${draft.bind(keyOfBlock)}(table, packing, block, there, ${key.at})\n`
  }
  const takes = states.map((held, i) => takeCode(draft, held, inputs[i] as string)).join('')
  const merges = states.map((held) => mergeCode(draft, held)).join('')
  const results = [
    ...node.keys.map(({ name }, i) => {
      const key = keys[i] as (typeof keys)[number]
      return entryText(name, key.isNumber ? cell(key.at) : `${draft.bind(keyAt)}(table, cells, at + ${key.at})`)
    }),
    ...node.aggregates.map(([name, { done }], i) =>
      entryText(name, `${draft.bind(done)}(${stateText(draft, states[i] as (typeof states)[number])})`),
    ),
  ]
  const put = 'if (group === 0) grouping.put()\n'
  const grouping = draft.bind(first)
  return {
    begin: `const grouping = ${grouping}, { table } = grouping, { pieces, shift, within } = table\ngrouping.look()\n`,
    body: `table.ordinal++\n${foundOfRow}${cellsOf('group', layout)}${takes}${put}`,
    row: `const table = state\n${places}${cellsOf('group', layout)}return Object.freeze({ ${results.join(', ')} })\n`,
    again: [
      `const grouping = state, block = record, { table, packing } = grouping\n${places}const { cells: from, count } = block\n`,
      `for (let i = 0, there = ${headLength}; i < count; i++, there += ${layout.width}) {\n`,
      layout.hasOrdinals ? `table.ordinal = ${from(0)}\n` : '',
      found(keyAside),
      cellsOf('group', layout),
      merges,
      put,
      '}\ngrouping.look()\n',
    ].join(''),
  }
}
