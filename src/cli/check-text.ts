/**
 * What came of a check, as people read it: a table of all parts, what could not be tried and what would make it, each failure
 * in full, and the whole in one line. Knows texts; checks nothing.
 */
import { relative } from 'node:path'
import { type DrawColumn, drawTable } from '../inspect/draw-table.ts'
import { formatCount, formatCounted, formatTime } from '../inspect/format.ts'
import { cut, formatText } from '../inspect/format-cell.ts'
import type { Checked } from '../laws/inspect-plan/check-parts.ts'
import { printFailure } from '../laws/print-failure.ts'
import type { LawReport } from '../laws/report.ts'
import { type CheckedModule, tokenOf } from './check-module.ts'
import type { FunctionPlace } from './function-places.ts'
import { printError } from './print-error.ts'
import type { Rejection } from './rejections.ts'
import { relativePaths } from './relative-paths.ts'
import type { Written } from './write-evidence.ts'

/** How text is shown. */
export interface Layout {
  readonly width?: number
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
}

export const lawsOf = ({ examined }: Checked): readonly LawReport[] => examined.flatMap(({ report }) => report.laws)

export const howMany = (checked: Checked, verdict: LawReport['verdict']): number =>
  lawsOf(checked).filter((law) => law.verdict === verdict).length

const isBroken = (checked: Checked): boolean => checked.error !== undefined || howMany(checked, 'broken') > 0

/** `12` in the module itself, `dates.ts:12` elsewhere. */
const printLine = (place: FunctionPlace | undefined, module: string): string => {
  if (place === undefined) return ''
  return relative(module, place.file) === '' ? `${place.line}` : `${place.file.replace(/^.*[\\/]/, '')}:${place.line}`
}

/** `jobs/late.ts:12`. */
const printPlace = (place: FunctionPlace | undefined): string =>
  place === undefined ? '' : `${relativePaths(place.file)}:${place.line}`

interface Cell {
  readonly text: string
  readonly dim?: boolean
}

const numbers = (title: string, cells: readonly (Cell | undefined)[]): DrawColumn => ({
  title,
  align: 'right',
  cells: cells.map((cell) => ({ text: '', ...cell, align: 'right' })),
  shrinks: false,
})

const count = (n: number): Cell => ({ text: formatCount(n), dim: n === 0 })

/** Headings of datasets stand between the parts, if there are several. */
const linesOf = (checked: readonly Checked[]): readonly (string | Checked)[] => {
  const datasets = new Set(checked.map(({ found }) => found.dataset))
  if (datasets.size < 2) return checked
  return checked.flatMap((one, i) =>
    checked[i - 1]?.found.dataset === one.found.dataset ? [one] : [one.found.dataset, one],
  )
}

const textOf = (line: string | Checked, indent: string): string => {
  if (typeof line === 'string') return line
  const also = line.also.length === 0 ? '' : ` (and ${line.also.length} more)`
  return `${indent}${formatText(relativePaths(line.found.part.name))}${also}`
}

const runsOf = (checked: Checked): number => Math.max(0, ...lawsOf(checked).map(({ runs }) => runs))

/** How often all parts that were tried were tried, if that is one number; whole plans and sources are tried less often. */
const sameRuns = (checked: readonly Checked[]): number | undefined => {
  const isAsUsual = ({ found: { part }, examined }: Checked): boolean =>
    examined.length > 0 && part.kind !== 'whole' && part.kind !== 'source'
  const [runs, ...others] = new Set(checked.filter(isAsUsual).map(runsOf))
  return others.length === 0 ? runs : undefined
}

const table = ({ checked, placeOf }: CheckedModule, module: string, { width, dim }: Layout): readonly string[] => {
  const lines = linesOf(checked)
  const indent = lines.length > checked.length ? '  ' : ''
  const each = (cell: (one: Checked) => Cell | undefined): readonly (Cell | undefined)[] =>
    lines.map((line) => (typeof line === 'string' ? undefined : cell(line)))
  const verdicts = (verdict: LawReport['verdict']): readonly (Cell | undefined)[] =>
    each((one) => (one.examined.length === 0 && one.error === undefined ? undefined : count(howMany(one, verdict))))
  const proposed = verdicts('proposed')
  const places = each((one) => ({ text: printLine(placeOf(one.found), module) }))
  const columns: readonly DrawColumn[] = [
    numbers(
      '#',
      each((one) => ({ text: `${one.found.number}` })),
    ),
    {
      title: 'part',
      align: 'left',
      cells: lines.map((line) => ({ text: textOf(line, indent), align: 'left' })),
      shrinks: true,
    },
    ...(places.some((cell) => (cell?.text ?? '') !== '') ? [numbers('line', places)] : []),
    numbers('held', verdicts('held')),
    numbers('broken', verdicts('broken')),
    numbers('vacuous', verdicts('vacuous')),
    // A column of noughts says nothing.
    ...(proposed.some((cell) => (cell?.text ?? '0') !== '0') ? [numbers('proposed', proposed)] : []),
    // If it is the same everywhere, the last line says it.
    ...(sameRuns(checked) === undefined
      ? [
          numbers(
            'runs',
            each((one) => (one.examined.length === 0 ? undefined : count(runsOf(one)))),
          ),
        ]
      : []),
    numbers(
      'time',
      each((one) => ({ text: formatTime(one.milliseconds) })),
    ),
  ]
  const { lines: drawn, hidden } = drawTable(columns, { dim, ...(width === undefined ? {} : { width }) })
  return [...drawn, ...(hidden.length === 0 ? [] : [dim(`… and ${hidden.join(', ')}`)])]
}

/** What there is to do so that a law can be broken at all. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/there were no rows|not its turn|no rows came out|rows for two batches/, 'more instances: --runs 100'],
  [/could be written to|can be written to/, 'nothing: such values cannot be changed'],
  [/nothing failed/, 'rows on which it throws'],
  [/made no difference/, 'rows that change its result'],
]

/** Of a part, the laws that could not be broken, those of one reason together. */
const reasonsOf = (checked: Checked): readonly string[] => {
  const laws = new Map<string, string[]>()
  // What is said of the law that is broken is enough.
  for (const { id, name, verdict, why = 'it was never tried' } of lawsOf(checked))
    if (verdict === 'vacuous' && !/ is broken$/.test(why)) laws.set(why, [...(laws.get(why) ?? []), `${id} ${name}`])
  const untried =
    checked.why === undefined || checked.notRun !== undefined
      ? []
      : [`nothing was tried: ${checked.why}${checked.hint === undefined ? '' : ` → ${checked.hint}`}`]
  return [
    ...untried,
    ...[...laws].map(([why, names]) => {
      const distinct = [...new Set(names)]
      const told = distinct.length === 1 ? distinct[0] : distinct.map((name) => name.replace(/ .*/, '')).join(' ')
      const hint = hints.find(([pattern]) => pattern.test(why))?.[1]
      return `${told}: ${why}${hint === undefined ? '' : ` → ${hint}`}`
    }),
  ]
}

/** So many parts are told by number. */
const mostNumbers = 6

/** What could not be broken, in parts that have that in common. */
const vacuous = (checked: readonly Checked[], { dim }: Layout): readonly string[] => {
  const found = new Map<string, number[]>()
  for (const one of checked)
    for (const text of reasonsOf(one)) found.set(text, [...(found.get(text) ?? []), one.found.number])
  if (found.size === 0) return []
  const places = (parts: readonly number[]): string => {
    if (parts.length === checked.length && parts.length > 1) return 'all parts'
    return parts.length > mostNumbers ? formatCounted(parts.length, 'part') : parts.map((part) => `#${part}`).join(' ')
  }
  return [
    '',
    'could not be broken, and so has not passed',
    ...[...found].map(([text, parts]) => `  ${formatText(relativePaths(text))}  ${dim(places(parts))}`),
  ]
}

/** What is there for what it does, and was left alone. */
const notRun = (checked: readonly Checked[], target: string, { dim }: Layout): readonly string[] => {
  const left = checked.filter((one) => one.notRun !== undefined)
  if (left.length === 0) return []
  const toldOf = ({ found: { number, part }, also, notRun: why }: Checked): string => {
    const what = part.kind === 'task' ? 'its tasks were made, and none was started' : 'it was not called'
    const reason = why === 'not allowed' ? '' : ', as no row of the sample gets there'
    const places = [number, ...also.map((one) => one.number)].map((one) => `#${one}`).join(' ')
    return `  ${cut(formatText(relativePaths(part.name)), 90)}: ${what}${reason}  ${dim(places)}`
  }
  return [
    '',
    'not run, as somebody would be asked or told',
    ...left.map(toldOf),
    ...(left.some(({ notRun: why }) => why === 'not allowed')
      ? [`  → floe check ${target} --effects starts tasks for a few rows of the sample, and calls functions of tap`]
      : []),
  ]
}

/** So much of a mutant's text is shown. */
const longestMutant = 100

/** Which mistakes in which function were found, and those that were not. */
const mutants = (checked: readonly Checked[], { dim }: Layout): readonly string[] => {
  const tried = checked.filter((one) => one.mutants.length > 0)
  if (tried.length === 0) return []
  return [
    '',
    'mistakes that were made in functions',
    ...tried.flatMap(({ found, mutants: all }) => [
      `  #${found.number}  ${all.filter(({ foundBy }) => foundBy.length > 0).length} of ${all.length} found`,
      ...all.map(({ mutant: { what, text }, foundBy }) => {
        const line = `    ${foundBy.length === 0 ? 'not found' : `found by ${foundBy.join(' ')}`}: ${what}`
        return `${line}  ${dim(cut(formatText(text.replace(/\s+/g, ' ')), longestMutant))}`
      }),
    ]),
  ]
}

const failures = ({ checked, placeOf }: CheckedModule, target: string, { red }: Layout): readonly string[] =>
  checked.filter(isBroken).flatMap((one) => {
    const { found, also, examined, error } = one
    const place = printPlace(placeOf(found))
    const head = red(
      `✗ #${found.number} ${cut(formatText(relativePaths(found.part.name)), 90)}${place === '' ? '' : `  ${place}`}`,
    )
    const elsewhere = also.length === 0 ? [] : [`  also #${also.map(({ number }) => number).join(', #')}`]
    const broken = examined.flatMap(({ report }, subject) =>
      report.laws.flatMap(({ failure }) => {
        if (failure === undefined) return []
        const token = tokenOf(found, subject, failure.replay)
        const text = printFailure(failure).replace(
          /^ {2}again: .*$/m,
          `  again: floe check ${target} --replay ${token}`,
        )
        return ['', ...text.split('\n').map((line) => `  ${formatText(relativePaths(line))}`)]
      }),
    )
    const wrong =
      error === undefined
        ? []
        : [
            '',
            ...printError(error)
              .split('\n')
              .map((line) => `  ${line}`),
          ]
    return ['', head, ...elsewhere, ...broken, ...wrong]
  })

/** Promises that nobody waits for. */
const lost = (rejected: readonly Rejection[], { red }: Layout): readonly string[] =>
  rejected.flatMap(({ during, thrown, line }) => [
    '',
    red(`✗ ${cut(formatText(during), 90)}`),
    `  a promise was rejected, and nobody waited for it: ${formatText(thrown)}`,
    ...(line === undefined ? [] : [`  at ${relativePaths(line)}`]),
    '  why it matters: outside of a check it ends the program.',
    '  to mend it: give the promise as the result, in a task of mapAsync; or handle it: promise.catch(…)',
  ])

const summary = (checked: readonly Checked[], milliseconds: number, { red }: Layout): string => {
  const total = (verdict: LawReport['verdict']): number => checked.reduce((sum, one) => sum + howMany(one, verdict), 0)
  const broken = total('broken')
  const errors = checked.filter(({ error }) => error !== undefined).length
  const left = checked.filter((one) => one.notRun !== undefined).length
  const untried = checked.filter(
    (one) => one.examined.length === 0 && one.error === undefined && one.notRun === undefined,
  ).length
  const runs = sameRuns(checked)
  return [
    `${formatCounted(checked.length, 'part')}${runs === undefined ? '' : `, each on ${formatCounted(runs, 'instance')}`}`,
    `${formatCounted(total('held'), 'law')} held`,
    broken === 0
      ? 'none broken'
      : red(
          `${formatCount(broken)} broken in ${formatCounted(checked.filter((one) => howMany(one, 'broken') > 0).length, 'part')}`,
        ),
    ...(errors === 0 ? [] : [red(`${formatCounted(errors, 'part')} failed`)]),
    `${formatCount(total('vacuous'))} could not be broken`,
    ...(left === 0 ? [] : [`${formatCounted(left, 'part')} not run`]),
    ...(untried === 0 ? [] : [`${formatCounted(untried, 'part')} not tried`]),
    formatTime(milliseconds),
  ].join(' · ')
}

/** What there is to say besides. `target` is what was typed, `module` the full path of the module. */
export interface About {
  readonly target: string
  readonly module: string
  readonly milliseconds: number
  readonly written: Written | undefined
  readonly rejected: readonly Rejection[]
}

/** All of it as text. */
export const printCheck = (
  result: CheckedModule,
  { target, module, milliseconds, written, rejected }: About,
  layout: Layout,
): string => {
  const { checked, leftOut } = result
  return [
    ...(checked.length === 0 ? [] : table(result, module, layout)),
    ...vacuous(checked, layout),
    ...notRun(checked, target, layout),
    ...mutants(checked, layout),
    ...(leftOut.length === 0
      ? []
      : ['', 'left out', ...leftOut.map(({ name, why }) => `  ${formatText(`${name}: ${why}`)}`)]),
    ...failures(result, target, layout),
    ...lost(rejected, layout),
    '',
    summary(checked, milliseconds, layout),
    ...(written?.isChanged === true
      ? [`wrote ${relativePaths(written.path)}: ${formatCounted(written.certificates, 'certificate')}`]
      : []),
  ].join('\n')
}
