/**
 * A piece as one loop: generated code that takes the rows of a batch through all steps to the end, without a call that is
 * not needed, and makes no object that nobody wants.
 *
 * The code equals this, with the steps written out:
 *
 *     for (let i = from; i < to; i++) { run.index = i; push(rows[i]) }
 */
import { compile } from '../../../code/compile.ts'
import { taken } from '../../../code/taken.ts'
import type * as S from '../../../data/schema.ts'
import type { Expression } from '../../../lambda/expression.ts'
import type { AggregateNode, GroupByNode, JoinNode } from '../../../plan/node.ts'
import type { Column, Columns, Scan } from '../../../plan/source.ts'
import { schemaOf } from '../../../plan/tree.ts'
import type { Stage } from '../../stage.ts'
import type { End } from '../end.ts'
import { lateEnd } from '../joins.ts'
import type { JoinPass } from '../keyed/join-pass.ts'
import { fail, type Push, type Row, type Rows, type Run } from '../run.ts'
import { type Draft, newDraft, withoutUnread } from './draft.ts'
import { canFold, type FoldCode, foldCode } from './fold-code.ts'
import { type SortPlace, sortCode } from './sort-code.ts'
import { codeOf, type Late } from './step-code.ts'
import { frozen } from './thaw.ts'

/** Takes rows of a batch, from an index on, until there are no more or no more are wanted now. Gives where it stopped. */
export type Loop<B> = (batch: B, from: number) => number

/** Where the rows of a loop go. */
export type Goal =
  | { readonly kind: 'push'; readonly push: Push; readonly isFull: () => boolean }
  | { readonly kind: 'fold'; readonly stage: Stage; readonly isOrdered: boolean }

/** A sort, and how it takes rows that are packed. */
export type Sort = Omit<SortPlace, 'draft' | 'run'>

/** A step that is to be written, with what was made of its second input. */
export interface Sided {
  readonly stage: Stage
  readonly side: unknown
}

export interface Written<B> {
  readonly loop: Loop<B>
  /** What comes of a fold. */
  readonly end: Pick<End, 'done' | 'missed'>
}

/**
 * The code of a loop, the same functions for all runs that need the same: what they stand on comes with each call, and so does
 * what lasts as long as the piece.
 */
interface Code<B> {
  readonly begin: (values: readonly unknown[]) => unknown[]
  readonly loop: (values: readonly unknown[], lasting: unknown[], batch: B, from: number) => number
  /** The only group, where there are no keys. */
  readonly only: (values: readonly unknown[], lasting: unknown[]) => unknown[]
  /** The row of a group. */
  readonly row: (values: readonly unknown[], group: unknown, state: unknown) => Row
  readonly again: (values: readonly unknown[], state: unknown, record: unknown) => void
  /** Of each step of which rows come later, what takes these. */
  readonly later: readonly ((values: readonly unknown[], lasting: unknown[], batch: Rows, from: number) => number)[]
}

interface Asked {
  readonly run: Run
  readonly input: Stage
  /** Whether what comes of the input is counted here. */
  readonly counts: { readonly in: boolean; readonly out: boolean }
  readonly steps: readonly Sided[]
  /** The position of the first step. */
  readonly begin: number
  readonly goal: Goal
  /** The sort that the rows are pushed to, which takes them packed as well. */
  readonly sort?: Sort | undefined
}

/** Whether some of the second input is not in memory, and somebody sees in which order rows come: then the step itself must see to it. */
const isApart = (stage: Stage, side: unknown, unordered: Run['unordered']): boolean =>
  stage.node.kind === 'join' && side !== undefined && !(side as JoinPass).isWhole() && !unordered.has(stage)

/** How many of the steps can be written. */
export const writable = (steps: readonly Sided[], unordered: Run['unordered']): number => {
  const first = steps.findIndex(({ stage, side }) => codeOf(stage) === undefined || isApart(stage, side, unordered))
  return first === -1 ? steps.length : first
}

export const canBeGoal = (stage: Stage, goesOn: boolean): boolean =>
  (stage.node.kind === 'groupBy' || stage.node.kind === 'aggregate') && canFold(stage.node, goesOn)

/** How the rows of a batch are read. */
interface Reading {
  /** What a row is made of. */
  readonly row: (draft: Draft) => Expression
  readonly length: string
  /** Before each row. */
  readonly each: string
}

/** The loop, as text, and what makes it: with what must be known of a batch first, once it is known which leaves are read. */
const write = <B>(
  asked: Asked,
  reading: Reading,
): { readonly code: string; readonly make: (first: string) => Written<B> } => {
  const { run, input, counts, steps, begin, goal, sort } = asked
  const draft = newDraft()
  const flushes: string[] = []
  /** Of each step. */
  const stepFlushes: string[] = []
  const before: string[] = []
  /** Counts rows of a stage: so many have come in, and out come all but those rejected, unless it counts itself. */
  const count = (stage: Stage, out: string | undefined): void => {
    const name = draft.bind(stage)
    before.push(`const rejected${name} = ${name}.rowsRejected\n`)
    const left = out ?? `rows - (${name}.rowsRejected - rejected${name})`
    stepFlushes.push(`${name}.rowsIn += rows\nrows = ${left}\n${name}.rowsOut += rows\n`)
  }
  const noFold = {
    make: { params: '', text: '' },
    begin: '',
    settle: undefined,
    only: 'undefined',
    row: '',
    again: undefined,
    groups: undefined,
  }
  let end: Omit<FoldCode, 'body'> = noFold
  const finish = (row: Expression): string => {
    if (goal.kind === 'push') {
      const sorted = sort && sortCode({ ...sort, draft, run }, row)
      if (sorted !== undefined) return `${draft.bind(sort?.stage)}.rowsIn++\n${sorted}`
    }
    if (goal.kind === 'push') return `${draft.noSite()}run.index = i\n${draft.bind(goal.push)}(${draft.print(row)})\n`
    const { stage, isOrdered } = goal
    const fold = foldCode({ draft, node: stage.node as GroupByNode | AggregateNode, stage, run, isOrdered }, row)
    end = fold
    return fold.body
  }
  const from = (at: number, row: Expression): string => {
    const one = steps[at]
    const code = one && codeOf(one.stage)
    if (one === undefined || code === undefined) return finish(row)
    const { stage, side } = one
    const later = (late: Late): void => {
      lates.push({ ...late, at, stage, side })
    }
    const place = { draft, node: stage.node as never, stage, run, position: begin + at, side, given: row, later }
    return code(place, row, (next, out) => {
      outs[at] = out
      return from(at + 1, next)
    })
  }
  const outs: (string | undefined)[] = []
  const lates: (Late & Sided & { readonly at: number })[] = []
  const turn = draft.region(() => from(0, reading.row(draft)))
  const inputName = draft.bind(input)
  before.push(`const rejected${inputName} = ${inputName}.rowsRejected\n`)
  flushes.push(
    `let rows = i - from\n`,
    counts.in ? `${inputName}.rowsIn += rows\n` : '',
    `rows -= bad\n`,
    counts.out ? `${inputName}.rowsOut += rows\n` : '',
  )
  for (const [at, { stage }] of steps.entries()) count(stage, outs[at])
  const lastFlush = goal.kind === 'fold' ? `${draft.bind(goal.stage)}.rowsIn += rows\n` : ''

  const refuse = draft.bind((error: unknown, index: number): void => {
    run.index = index
    fail(run, input, error)
  })
  // Nobody else can have had enough.
  const canEnd = goal.kind === 'push' || steps.some(({ stage }) => stage.node.kind === 'take')
  const isWanted = canEnd ? ` && run.doneAt < ${begin}` : ''
  const stop = goal.kind === 'push' ? `if (${draft.bind(goal.isFull)}()) { i++; break turns }\n` : ''
  const inner = withoutUnread(turn)
  const make = (first: string): Written<B> => {
    const body = [
      first,
      ...before,
      `run.where = batch.where\nconst errors = batch.errors?.size ? batch.errors : undefined\nlet bad = 0\n`,
      ...draft.counters().map((name) => `let ${name} = 0\n`),
      end.begin,
      `let i = from\nconst last = ${reading.length}\nturns: while (i < last${isWanted}) {\n`,
      // Row by row where some have failed, else all in one go.
      `if (errors !== undefined && errors.has(i)) { bad++; ${refuse}(errors.get(i), i++); continue }\n`,
      `const to = errors === undefined ? ${end.settle === undefined ? 'last' : `Math.min(last, i + ${end.settle.most})`} : i + 1\n`,
      `for (; i < to${isWanted}; i++) {\n`,
      reading.each,
      inner,
      stop,
      `}\n${end.settle?.code ?? ''}}\n`,
      ...flushes,
      ...stepFlushes,
      lastFlush,
      'return i\n',
    ].join('')
    /** Rows that are there already on their way from a step on. */
    const lateBody = ({ code, names, at }: (typeof lates)[number]): string =>
      [
        ...before,
        'run.where = batch.where\n',
        ...draft.counters().map((name) => `let ${name} = 0\n`),
        end.begin,
        `let i = from\nconst given = batch.rows, last = given.length\n`,
        `turns: for (; i < last && run.doneAt <= ${begin + at}; i++) {\n`,
        ...names.map((name, k) => `let ${name} = given[i]${names.length === 1 ? '' : `[${k}]`}\n`),
        withoutUnread(code),
        stop,
        `}\nlet rows = i - from\n${draft.bind(steps[at]?.stage)}.rowsOut += rows\n`,
        ...stepFlushes.slice(at + 1),
        lastFlush,
        'return i\n',
      ].join('')
    const values = { ...draft.values(), run }
    const whole = (params: string, text: string): string =>
      `(${params}) => {\n${taken(text, Object.keys(values))}\n${text}}`
    const code = compile<Code<B>>(
      [
        // Not in the loop: what it calls is of one plan, and code that has it built in would be thrown away with that.
        `const make = ${whole(end.make.params, end.make.text)}\n`,
        `return {\nbegin: ${whole('values', `const lasting = []\n${draft.lastings()}return lasting\n`)},\n`,
        `loop: ${whole('values, lasting, batch, from', body)},\n`,
        `again: ${whole('values, state, record', end.again ?? '')},\n`,
        `only: ${whole('values, lasting', `return ${end.only}\n`)},\n`,
        `row: ${whole('values, group, state', end.row)},\n`,
        `later: [${lates.map((late) => whole('values, lasting, batch, from', lateBody(late))).join(',\n')}]\n}`,
      ].join(''),
    )
    const list = Object.values(values)
    const lasting = code.begin(list)
    for (const [k, { stage, side, at }] of lates.entries())
      run.ends.push(
        lateEnd(
          { node: stage.node as JoinNode, run, position: begin + at },
          side as JoinPass,
          (batch, from) => code.later[k]?.(list, lasting, batch, from) ?? batch.rows.length,
        ),
      )
    return {
      loop: (batch, from) => code.loop(list, lasting, batch, from),
      end: end.groups?.({
        row: (group, state) => code.row(list, group, state),
        again: (state, record) => code.again(list, state, record),
      }) ?? { done: () => [code.row(list, code.only(list, lasting), undefined)] },
    }
  }
  return { code: inner, make }
}

/** A loop over rows. */
export const loopOverRows = (asked: Asked): Written<Rows> => {
  const schema = schemaOf(asked.input.node)
  const row = (draft: Draft): Expression => draft.leaf('row', schema)
  return write<Rows>(asked, {
    row,
    length: 'batch.range?.[1] ?? batch.rows.length',
    each: 'const row = given[i]\n',
  }).make('const given = batch.rows\n')
}

/** A loop over columns, and the way to them. */
export interface ColumnLoop extends Written<Columns> {
  readonly scan: Scan
  /** The fields that it reads. */
  readonly fields: readonly string[]
}

const leafText = (kind: Column['kind'], at: number): string =>
  kind === 'texts' ? `column${at}.at(i)` : `column${at}[i]`

const valuesText = (kind: Column['kind'], at: number, place: number): string =>
  `const column${at} = batch.columns[${place}]${kind === 'texts' ? '' : '.values'}\n`

/** A loop over columns of just the fields that it reads; undefined where the source has no such way. */
export const loopOverColumns = (asked: Asked): ColumnLoop | undefined => {
  const { node } = asked.input
  if (node.kind !== 'source' || node.source.scan === undefined) return undefined
  const { schema, scan } = node.source
  if (schema.kind !== 'record' || schema.fields.some(({ optional }) => optional)) return undefined
  const { fields } = schema
  // Whether a column holds texts or values is known only when it is known which fields are wanted.
  const guess = scan(fields.map(({ name }) => name))
  if (guess === undefined) return undefined
  const row = (draft: Draft): Expression =>
    frozen({
      kind: 'object',
      entries: fields.map(({ name, schema: type }, at) => ({
        kind: 'entry',
        name,
        value: draft.leaf(leafText(guess.kinds[at] as Column['kind'], at), type),
      })),
    })
  const { code, make } = write<Columns>(asked, { row, length: 'batch.length', each: '' })
  const wanted = fields.flatMap((_, at) => (new RegExp(`\\bcolumn${at}\\b`).test(code) ? [at] : []))
  const names = wanted.map((at) => (fields[at] as S.Field).name)
  const found = scan(names)
  if (found === undefined) return undefined
  const first = wanted.map((at, place) => valuesText(found.kinds[place] as Column['kind'], at, place)).join('')
  return { ...make(first), scan: found, fields: names }
}
