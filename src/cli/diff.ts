/**
 * `floe diff`: whether two versions of a pipeline mean the same.
 */
import { type Command, InvalidArgumentError } from 'commander'
import { formatCount } from '../inspect/format.ts'
import type { Tolerance } from '../laws/equivalence/relation.ts'
import { drawBar } from './bar.ts'
import { exitCodes } from './exit-codes.ts'
import { jsonText } from './json-text.ts'
import { type OpenSide, openSide } from './open-side.ts'
import { quieten } from './quiet.ts'
import { relativePaths } from './relative-paths.ts'
import { layoutFor, type Terminal, writeText } from './terminal.ts'

interface Options {
  readonly key?: readonly string[]
  readonly ignore?: readonly string[]
  readonly tolerance?: Readonly<Record<string, Tolerance>>
  readonly sample?: number | 'all'
  readonly runs?: number
  readonly seed?: number
  readonly costlier?: number
  readonly anyEffects?: true
  readonly json?: true
}

const parseCount = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number from 0.')
}

const parseSample = (text: string): number | 'all' => (text === 'all' ? text : parseCount(text))

const parseSeed = (text: string): number => {
  if (/^-?\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number.')
}

/** `10%` is 0.1. */
const parsePart = (text: string): number => {
  const [, number = '', percent = ''] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  if (number === '') throw new InvalidArgumentError('It takes a part of what the old version does: 10%, or 0.1.')
  return percent === '' ? Number(number) : Number(number) / 100
}

const parseNames = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((name) => name.trim()),
]

/** `hours=0.01` is by so much, `hours=0.1%` by such a part. */
const parseTolerance = (
  text: string,
  before: Readonly<Record<string, Tolerance>> = {},
): Readonly<Record<string, Tolerance>> => {
  const [, column = '', number = '', percent = ''] = /^(.+)=([\d.]+(?:e-?\d+)?)(%?)$/i.exec(text) ?? []
  const value = Number(number)
  if (column === '' || number === '' || !Number.isFinite(value))
    throw new InvalidArgumentError('It takes a column and a number: hours=0.01, or hours=0.1% for a part.')
  const tolerance: Tolerance = percent === '' ? { absolute: value } : { relative: value / 100 }
  return { ...before, [column]: { ...(Object.hasOwn(before, column) ? before[column] : {}), ...tolerance } }
}

const compareSides = async (
  [before, after]: readonly [OpenSide, OpenSide],
  names: { readonly before: string; readonly after: string },
  options: Options,
  onProgress: (what: string, count: number) => void,
) => {
  const [{ compare }, { compareOptions }, { pairOfPlans }] = await Promise.all([
    import('../laws/equivalence/compare.ts'),
    import('../laws/equivalence/options.ts'),
    import('../laws/equivalence/pair.ts'),
  ])
  const pair = await pairOfPlans(
    { before: before.dataset.plan, after: after.dataset.plan },
    { nameOf: { before: before.nameOf, after: after.nameOf }, given: new Map(), domain: undefined },
  )
  return compare(pair, {
    ...compareOptions({ ...options, ...(options.anyEffects && { effects: 'any' }) }, names),
    onProgress,
  })
}

const diff = async (terminal: Terminal, texts: readonly [string, string], options: Options): Promise<number> => {
  const names = { before: texts[0], after: texts[1] }
  // Functions of users that print would print a thousand times.
  const quiet = quieten(terminal.out)
  const open: OpenSide[] = []
  let now = ''
  // Ctrl-C ends the program at once: nobody would show it again.
  const bar = drawBar(terminal.err, options.json === true, () => now, { hidesCursor: false })
  const tell = (what: string, count: number): void => {
    now = `${what}: ${formatCount(count)}`
    bar.update(undefined)
  }
  try {
    for (const text of texts) open.push(await openSide(text))
    const [before, after] = open as [OpenSide, OpenSide]
    const found = await compareSides([before, after], names, options, tell)
    bar.stop()
    quiet.end()
    const named = (text: string): string => relativePaths(after.nameOf(before.nameOf(text)))
    const { printEquivalence } = await import('../laws/equivalence/print-equivalence.ts')
    const text =
      options.json === true
        ? jsonText(found)
        : printEquivalence(found, { width: 120, ...layoutFor(terminal.out), shorten: named })
    await writeText(terminal.out, `${options.json === true ? named(text) : text}\n`)
    return found.verdict === 'refuted' ? exitCodes.failed : exitCodes.ok
  } finally {
    bar.stop()
    quiet.end()
    for (const { close } of open) close()
  }
}

/** `onCode` is told the exit code where that is not 0. */
export const addDiff = (program: Command, terminal: Terminal, onCode: (code: number) => void): void => {
  program
    .command('diff')
    .summary('whether two versions of a pipeline mean the same')
    .description(
      'Compares two datasets: what they give of what their sources hold, and of made rows. Either side may be as it was in a revision of the git repository, which is checked out aside.',
    )
    .argument('<before>', 'module#export, or revision:module#export')
    .argument('<after>', 'module#export, or revision:module#export')
    .option('--key <fields>', 'the fields by which rows are told apart, with commas between', parseNames)
    .option('--ignore <fields>', 'fields that are not looked at, with commas between', parseNames)
    .option('--tolerance <field=n>', 'how far apart its numbers may be: hours=0.01, or hours=0.1%', parseTolerance)
    .option('--sample <n>', "how many first rows of each source are read (default: 10000); 'all' for all", parseSample)
    .option('--runs <n>', 'how many instances of made rows are tried (default: 100)', parseCount)
    .option('--seed <n>', 'what chance begins with', parseSeed)
    .option('--costlier <part>', 'how much more work the new version may do: 10%, or 0.1', parsePart)
    .option('--any-effects', 'what is done besides giving rows, by functions of tap and mapAsync, may differ')
    .option('--json', 'print one JSON object: verdict, schema, real, counterexample, …')
    .addHelpText('before', 'Example:\n  floe diff main:jobs/late.ts#worstStates jobs/late.ts#worstStates\n')
    .addHelpText('after', '\nExit codes: 0 proved or not refuted, 1 refuted, 2 wrong usage.')
    .action(async (before: string, after: string, options: Options) =>
      onCode(await diff(terminal, [before, after], options)),
    )
}
