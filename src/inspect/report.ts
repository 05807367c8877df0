/**
 * The report of a run as text: what each stage did, then the whole in one line. Knows reports; nothing of plans or runs.
 */
import type { Report, StageReport } from '../engine/report.ts'
import { printPlace, type RunError } from '../error/floe-error.ts'
import { type DrawColumn, drawTable } from './draw-table.ts'
import { formatBytes, formatCount, formatCounted, formatRate, formatShare, formatTime } from './format.ts'
import { cut, formatText } from './format-cell.ts'

/**
 * How a report is printed.
 *
 * @example
 * const result = await F.run(F.pipe(F.rows([3, 0]), F.map((n) => 12n / BigInt(n))), { onError: 'reject' })()
 * if (E.isRight(result)) {
 *   const options: ReportOptions = { rejects: result.right.rejects }
 *   console.log(printReport(result.right.report, options))
 * }
 * // stage                      rows in  out  rejected    time  share
 * // ─────────────────────────  ───────  ───  ────────  ──────  ─────
 * // source rows                      2    2         0  0.1 ms    25%
 * // map (n) => 12n / BigInt(n)       2    1         1  0.3 ms    75%
 * //
 * // 2 rows in → 1 out · 1 rejected · 0.4 ms · peak memory 61.3 MB
 * // rejected: 1 row
 * //   FLOE302 the function threw RangeError: Division by zero (rows, row 2, in map (n) => 12n / BigInt(n))
 */
export interface ReportOptions {
  /** Columns of the terminal; without it, as wide as it needs. */
  readonly width?: number
  /** Makes text faint, where that can be shown. */
  readonly dim?: (text: string) => string
  /** Some rejected rows, of which the first few are told. */
  readonly rejects?: Iterable<RunError>
}

/** How many rejected rows are told. */
const told = 3

/** A longer stage is cut where a rejected row is told: it stands above in the table. */
const longestStage = 60

/**
 * The stages as lanes, top to bottom in the order of the pipe: what is joined runs in a lane of its own, beside, until
 * it comes in. Stages stand inputs first, so lanes are a stack.
 */
const lanes = (stages: readonly StageReport[]): readonly string[] => {
  let open = 0
  const lines = stages.map(({ inputs }) => {
    const merged = Math.max(0, inputs.length - 1)
    open += inputs.length === 0 ? 1 : -merged
    return `${'│ '.repeat(Math.max(0, open - 1))}●${'─┴'.repeat(Math.max(0, merged - 1))}${merged > 0 ? '─╯' : ''}`
  })
  const widest = Math.max(0, ...lines.map((line) => line.length))
  return lines.map((line) => line.padEnd(widest))
}

/** The stages by number, with the numbers of their inputs, unless that is the stage just above: `3 ← 1`. */
const trails = (stages: readonly StageReport[]): readonly string[] => {
  const lines = stages.map(({ inputs }, i) => {
    const isNext = inputs.length === 1 && inputs[0] === i - 1
    return `${i + 1}${inputs.length === 0 || isNext ? '' : ` ← ${inputs.map((input) => input + 1).join(', ')}`}`
  })
  const widest = Math.max(0, ...lines.map((line) => line.length))
  return lines.map((line) => line.padEnd(widest))
}

const numbers = (title: string, texts: readonly string[]): DrawColumn => ({
  title,
  align: 'right',
  cells: texts.map((text) => ({ text, align: 'right', dim: text === '0' })),
  shrinks: false,
})

const columnsOf = (stages: readonly StageReport[]): readonly DrawColumn[] => {
  const several = stages.some((stage) => stage.output !== undefined)
  // What several outputs share would leave its lane twice: each stage names the line that it goes on from instead.
  const graph = several ? trails(stages) : lanes(stages)
  const straight = graph.every((line) => line.length === 1)
  const total = stages.reduce((sum, stage) => sum + stage.milliseconds, 0)
  const texts = stages.map((stage, i) => {
    const output = stage.output === undefined ? '' : ` → ${stage.output}`
    return `${straight ? '' : `${graph[i]} `}${formatText(stage.text)}${formatText(output)}`
  })
  return [
    { title: 'stage', align: 'left', cells: texts.map((text) => ({ text, align: 'left' })), shrinks: true },
    numbers(
      'rows in',
      stages.map((stage) => formatCount(stage.rowsIn)),
    ),
    numbers(
      'out',
      stages.map((stage) => formatCount(stage.rowsOut)),
    ),
    numbers(
      'rejected',
      stages.map((stage) => formatCount(stage.rowsRejected)),
    ),
    numbers(
      'time',
      stages.map((stage) => formatTime(stage.milliseconds)),
    ),
    numbers(
      'share',
      stages.map((stage) => formatShare(stage.milliseconds, total)),
    ),
  ]
}

const summary = (report: Report): string => {
  const rate = formatRate(report.bytesIn, report.milliseconds)
  return [
    `${formatCounted(report.rowsIn, 'row')} in → ${formatCount(report.rowsOut)} out`,
    `${formatCount(report.rowsRejected)} rejected`,
    ...(report.bytesIn === 0 ? [] : [`${formatBytes(report.bytesIn)} read${rate === '' ? '' : ` at ${rate}`}`]),
    formatTime(report.milliseconds),
    ...(report.peakMemory === 0 ? [] : [`peak memory ${formatBytes(report.peakMemory)}`]),
  ].join(' · ')
}

const reason = ({ code, summary, place }: RunError): string => {
  const where = printPlace(place.stage === undefined ? place : { ...place, stage: cut(place.stage, longestStage) })
  return formatText(`  ${code} ${summary}${where === '' ? '' : ` (${where})`}`)
}

const reasons = (report: Report, rejects: Iterable<RunError>): readonly string[] => {
  const first: RunError[] = []
  for (const error of rejects) {
    if (first.length === told) break
    first.push(error)
  }
  const more = report.rowsRejected - first.length
  if (report.rowsRejected === 0) return []
  return [
    `rejected: ${formatCounted(report.rowsRejected, 'row')}`,
    ...first.map(reason),
    ...(first.length > 0 && more > 0 ? [`  … ${formatCount(more)} more`] : []),
  ]
}

/**
 * The report as text: a line for each stage, in the order of the pipe, with rows in, out and rejected, the time spent in
 * the stage itself and its share of all; then the run in one line; then the first reasons of rejected rows, and notes.
 * Bytes are in units of 1000.
 *
 * @example
 * const result = await F.run(F.pipe(F.rows([1, 2, 3]), F.filter((n) => n > 1)))()
 * if (E.isRight(result)) console.log(printReport(result.right.report))
 * // stage                  rows in  out  rejected    time  share
 * // ─────────────────────  ───────  ───  ────────  ──────  ─────
 * // source rows                  3    3         0  0.4 ms    80%
 * // filter (n) => n > 1          3    2         0  0.1 ms    20%
 * //
 * // 3 rows in → 2 out · 0 rejected · 0.5 ms · peak memory 61.3 MB
 */
export const printReport = (report: Report, options: ReportOptions = {}): string =>
  [
    ...drawTable(columnsOf(report.stages), options).lines,
    '',
    summary(report),
    ...reasons(report, options.rejects ?? []),
    ...report.notes.map((note) => `note: ${note}`),
  ].join('\n')
