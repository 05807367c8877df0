/**
 * What was found when two sides were compared, for the eyes: the verdict first, then what each of the laws says of it.
 */

import { printValue } from '../../data/print-value.ts'
import { columnsOf } from '../../inspect/columns.ts'
import type { DrawOptions } from '../../inspect/draw-table.ts'
import { formatCount, formatCounted } from '../../inspect/format.ts'
import { cut, formatText } from '../../inspect/format-cell.ts'
import { table } from '../../inspect/table.ts'
import type { Coverage } from './coverage.ts'
import type { EffectsApart } from './effects.ts'
import type { Counterexample, Divergence, Equivalence } from './equivalence.ts'
import { isPair, type RowSample } from './groups.ts'
import { printCost } from './print-cost.ts'
import { printOf } from './relation.ts'
import type { RowsDiff } from './rows-diff.ts'
import type { FieldChange, SchemaChange } from './schema-change.ts'

type Lines = readonly string[]

/** `shorten` is what is done to each line that names a stage or a side, before it is cut to the width. */
interface PrintOptions extends DrawOptions {
  readonly shorten?: (line: string) => string
}

interface Layout extends PrintOptions {
  readonly width: number
}

const indent = '  '

const distinct = (lines: Lines): Lines => [...new Set(lines)]

/** A line that fits. */
const fitted = (text: string, { width, shorten = (line) => line }: Layout, depth = 1): string =>
  `${indent.repeat(depth)}${cut(formatText(shorten(text)), Math.max(20, width - 2 * depth))}`

const drawn = (rows: readonly unknown[], layout: Layout): Lines =>
  table(rows, { ...layout, width: layout.width - 2 })
    .split('\n')
    .map((line) => `${indent}${line}`.trimEnd())

const verdicts = { proved: 'PROVED', notRefuted: 'NOT REFUTED', refuted: 'REFUTED' } as const

const printChange = ({ path, what, before, after, effect }: FieldChange): string => {
  const shape =
    what === 'gone'
      ? `is gone${before === undefined ? '' : `, was ${before}`}`
      : what === 'new'
        ? `is new${after === undefined ? '' : `, ${after}`}`
        : `was ${before}, is ${after}`
  return `${path} ${shape}: ${effect}`
}

const printSchemaChange = ({ kind, changes }: SchemaChange, layout: Layout): Lines => [
  `schema: ${kind === 'none' ? 'the same' : kind}`,
  ...changes.map((change) => fitted(printChange(change), layout)),
]

/** Never 100% of what is not all. */
const rate = (part: number, whole: number): string => {
  if (whole === 0) return ''
  const percent = (100 * part) / whole
  return `${part === whole ? '100' : Math.min(percent, 99.99).toFixed(2)}%`
}

const printColumns = ({ columns, isEstimated }: RowsDiff, layout: Layout): Lines => {
  if (columns.length === 0) return []
  const rows = columns.map(({ name, same, different, nullBefore, nullAfter }) => ({
    column: name,
    match: rate(same, same + different + nullBefore + nullAfter),
    same,
    different,
    'null before': nullBefore,
    'null after': nullAfter,
  }))
  return ['', ...drawn(rows, layout), ...(isEstimated ? [`${indent}estimated from some of the rows that changed`] : [])]
}

/** A table rounds, and rounding may be all that is different. */
const exactly = (value: unknown): string => (value === undefined ? '' : printValue(value, 40))

/** Of rows that changed what is different, a line for each column. */
const changesIn = (samples: readonly RowSample[], key: readonly string[] | undefined): readonly unknown[] => {
  const columns = columnsOf(samples.flatMap(({ before, after }) => [...before, ...after]))
  const keys = columns.filter(({ title }) => key?.includes(title))
  return samples.flatMap((_, i) =>
    columns.flatMap(({ title, cells }) => {
      const [before, after] = [cells[2 * i], cells[2 * i + 1]]
      if (Object.is(before, after) || printOf(before) === printOf(after)) return []
      const named = keys.map((column) => [column.title, column.cells[2 * i]] as const)
      return [{ ...Object.fromEntries(named), column: title, before: exactly(before), after: exactly(after) }]
    }),
  )
}

const printSamples = ({ samples, key }: RowsDiff, layout: Layout): Lines => {
  const changed = samples.filter(isPair)
  const rest = samples.filter((one) => !isPair(one))
  const part = (title: string, rows: readonly unknown[]): Lines =>
    rows.length === 0 ? [] : ['', `${indent}${title}`, ...drawn(rows, layout)]
  return [
    ...part('changed', changesIn(changed, key)),
    ...part(
      'removed',
      rest.flatMap(({ before }) => before),
    ),
    ...part(
      'added',
      rest.flatMap(({ after }) => after),
    ),
  ]
}

const printErrors = ({ errors, failed }: RowsDiff, layout: Layout): Lines =>
  errors.length === 0
    ? failed.first === undefined
      ? []
      : [
          fitted(
            `failed ${formatCount(failed.before)} on both sides: ${failed.first}${failed.before > 1 ? ', …' : ''}`,
            layout,
          ),
        ]
    : [
        '',
        `${indent}errors`,
        ...errors
          .slice(0, 5)
          .map(({ what, before, after }) =>
            fitted(`${formatCount(before)} before, ${formatCount(after)} after: ${what}`, layout),
          ),
        ...(errors.length > 5 ? [`${indent}… ${formatCounted(errors.length - 5, 'more error')}`] : []),
      ]

const printDiff = (diff: RowsDiff, layout: Layout): Lines => {
  const { identical, changed, added, removed, moved, key, isKeyGuessed } = diff
  return [
    `${indent}identical ${formatCount(identical)} · changed ${formatCount(changed)} · added ${formatCount(added)} · removed ${formatCount(removed)}`,
    ...(changed > 0 && key !== undefined
      ? [fitted(`told apart by ${key.join(', ')}${isKeyGuessed ? ', which nobody said' : ''}`, layout)]
      : []),
    ...(moved === undefined ? [] : [`${indent}the order is another one, from the ${formatCount(moved + 1)}. row on`]),
    ...printColumns(diff, layout),
    ...printSamples(diff, layout),
    ...printErrors(diff, layout),
  ]
}

const printReal = ({ real, sample, begins }: Equivalence, layout: Layout): Lines => {
  if (real === undefined) return []
  const size = sample === undefined ? 'whole' : `the first ${formatCounted(sample, 'row')} of each source`
  const counts =
    real.before === real.after
      ? `${formatCounted(real.before, 'row')} on both sides`
      : `${formatCounted(real.before, 'row')} before, ${formatCount(real.after)} after`
  return [
    '',
    `real input, ${size}: ${counts}`,
    ...printDiff(real, layout),
    ...(begins === undefined ? [] : ['', ...printDivergence(begins, layout)]),
  ]
}

const printDivergence = ({ before, after, common, given, gives }: Divergence, layout: Layout): Lines => {
  const line = (side: string, stage: string): string => fitted(`${side.padEnd(6)}  ${stage}`, layout)
  const what = (rows: string | undefined): Lines =>
    rows === undefined ? [] : [fitted(`        gives ${rows}`, layout)]
  const areOther = before === after && common === undefined ? ', which has other rows' : ''
  return [
    `${indent}where they begin to differ`,
    ...(common === undefined ? [] : [line('both', common), ...what(given)]),
    line('before', before ?? 'no stage'),
    ...(before === undefined ? [] : what(gives?.before)),
    line('after', `${after ?? 'no stage'}${areOther}`),
    ...(after === undefined ? [] : what(gives?.after)),
  ]
}

const mostCalls = 5

const printEffects = ({ of, before, after }: EffectsApart, layout: Layout): Lines => {
  const told = (calls: Lines): string =>
    calls.length === 0
      ? 'never called'
      : `called for ${calls.slice(0, mostCalls).join(', ')}${calls.length > mostCalls ? `, and ${calls.length - mostCalls} more` : ''}`
  return [
    `${indent}what they do besides`,
    fitted(`of      ${of}`, layout),
    fitted(`before  ${told(before)}`, layout),
    fitted(`after   ${told(after)}`, layout),
  ]
}

const mostPrinted = 400

const printCounterexample = (
  { given, gives, diff, wrote, effects, begins, found }: Counterexample,
  seed: number,
  layout: Layout,
): Lines => {
  const side = (name: 'before' | 'after'): Lines => [
    fitted(`${name.padEnd(6)}  ${printValue(gives[name], mostPrinted)}`, layout),
    ...diff.errors.filter((error) => error[name] > 0).map(({ what }) => fitted(`        fails: ${what}`, layout)),
    ...(wrote[name] === undefined ? [] : [fitted(`        writes to its rows: ${wrote[name]}`, layout)]),
  ]
  return [
    '',
    `made rows, the least that show it (instance ${found}, seed ${seed})`,
    ...given.map(({ source, rows }) =>
      fitted(`given   ${given.length > 1 ? `${source} ` : ''}${printValue(rows, mostPrinted)}`, layout),
    ),
    ...side('before'),
    ...side('after'),
    ...(effects === undefined ? [] : ['', ...printEffects(effects, layout)]),
    ...(begins === undefined ? [] : ['', ...printDivergence(begins, layout)]),
  ]
}

const printTried = (tried: Coverage, layout: Layout): Lines => {
  if (tried.instances === 0) return []
  const { instances, rows, ties, nulls, empty, failed, gaveRows, unseen, silent } = tried
  return [
    '',
    `made rows: ${formatCounted(instances, 'instance')}, ${formatCounted(rows, 'row')}`,
    `${indent}with equal rows ${formatCount(ties)} · with nulls ${formatCount(nulls)} · empty ${formatCount(empty)} · gave rows ${formatCount(gaveRows)} · failed ${formatCount(failed)}`,
    ...(unseen.length === 0 ? [] : [fitted(`never seen: ${unseen.join(', ')}`, layout)]),
    ...silent.map((stage) => fitted(`never gave a row: ${stage}`, layout)),
  ]
}

/**
 * What was found when two sides were compared, as text: the verdict, what becomes of the schema, counts, columns, samples side
 * by side, and where plans begin to differ.
 *
 * @param options `width` is that of the terminal, 120 unless said
 * @example
 * const before = F.rows([{ id: 1, n: 2 }, { id: 2, n: 3 }])
 * const after = F.rows([{ id: 1, n: 2 }, { id: 2, n: 4 }])
 * console.log(L.printEquivalence(await L.equivalent(before, after, { key: ['id'], runs: 0 })))
 * // REFUTED: the sides differ on the real input
 * //
 * // schema: the same
 * //
 * // real input, whole: 2 rows on both sides
 * //   identical 1 · changed 1 · added 0 · removed 0
 * //   told apart by id
 * //
 * //   column  match   same  different  null before  null after
 * //   ──────  ──────  ────  ─────────  ───────────  ──────────
 * //   id      100%       2          0            0           0
 * //   n       50.00%     1          1            0           0
 * //
 * //   changed
 * //   id  column  before  after
 * //   ──  ──────  ──────  ─────
 * //    2  n       3       4
 * //
 * //   where they begin to differ
 * //   before  source rows
 * //   after   source rows, which has other rows
 */
export const printEquivalence = (found: Equivalence, options: PrintOptions = {}): string => {
  const layout: Layout = { ...options, width: options.width ?? 120 }
  const { verdict, why, names, schema, stages, cost, counterexample, tried, seed, unsteady, notes } = found
  const isNamed = names.before !== 'before' || names.after !== 'after'
  return [
    `${verdicts[verdict]}: ${why}`,
    ...(isNamed ? [fitted(`before  ${names.before}`, layout), fitted(`after   ${names.after}`, layout)] : []),
    ...distinct(unsteady.map((side) => fitted(`${names[side]} does not even give the same twice`, layout))),
    '',
    ...printSchemaChange(schema, layout),
    ...(stages === undefined || stages.before + stages.after === 2
      ? []
      : [`stages: ${stages.same} the same, of ${stages.before} before and ${stages.after} after`]),
    ...(cost === undefined ? [] : [fitted(`work: ${printCost(cost)}`, layout, 0)]),
    ...printReal(found, layout),
    ...(counterexample === undefined ? printTried(tried, layout) : printCounterexample(counterexample, seed, layout)),
    ...(notes.length === 0 ? [] : ['', 'to know', ...distinct(notes.map((note) => fitted(note, layout)))]),
  ].join('\n')
}
