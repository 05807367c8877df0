/**
 * `floe run`: runs a pipeline, shows or writes its rows, and reports. Rows go to standard output, all else to standard error.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { unknown } from '../data/schema.ts'
import { mostOf } from '../engine/most-rejects.ts'
import type { RunOptions } from '../engine/options.ts'
import { rejectOf } from '../engine/reject.ts'
import type { Report } from '../engine/report.ts'
import { type Run, run, toList } from '../engine/run.ts'
import type { Origin } from '../engine/workers/messages.ts'
import { FloeError, type RunError } from '../error/floe-error.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { formatCounted } from '../inspect/format.ts'
import { printReport } from '../inspect/report.ts'
import { table } from '../inspect/table.ts'
import { ndjson } from '../io/ndjson/source.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import { type Bag, dataset } from '../plan/dataset.ts'
import type { Node } from '../plan/node.ts'
import { type Instead, readInstead } from '../plan/read-instead.ts'
import { replay } from '../plan/replay.ts'
import type { Sink } from '../plan/sink.ts'
import { nodesOf } from '../plan/tree.ts'
import { cancelOnSignal } from './cancel-on-signal.ts'
import { openEventLog } from './event-log.ts'
import { jsonText } from './json-text.ts'
import { openWithOrigin } from './open-dataset.ts'
import { addEvidenceOptions, type EvidenceOptions, openEvidence } from './open-evidence.ts'
import { type Format, fileSink, formatOf, formats, streamSink } from './output.ts'
import { progressBar } from './progress-bar.ts'
import { relativePaths, withRelativePaths } from './relative-paths.ts'
import { layoutFor, styleFor, type Terminal, writeText } from './terminal.ts'

interface Options extends EvidenceOptions {
  readonly in?: readonly string[]
  readonly out?: string
  readonly format?: Format
  readonly onError?: 'fail' | 'reject'
  readonly rejects?: string
  readonly maxRejects?: number | `${number}%`
  readonly replay?: string
  readonly log?: string
  readonly memory?: string
  readonly disk?: string
  readonly workers?: number | 'auto'
  readonly retries?: number
  readonly resume?: string
  readonly limit: number
  readonly quiet?: true
  readonly json?: true
}

const parseWorkers = (text: string): number | 'auto' => {
  if (text === 'auto' || /^[1-9]\d*$/.test(text)) return text === 'auto' ? text : Number(text)
  throw new InvalidArgumentError("It takes a whole number from 1, or 'auto'.")
}

const parseRetries = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number.')
}

const parseMost = (text: string): number | `${number}%` => {
  const most = /^\d+$/.test(text) ? Number(text) : (text as `${number}%`)
  if (mostOf(most) !== undefined) return most
  throw new InvalidArgumentError("It takes a whole number, or a share: '1%'.")
}

const parseLimit = (text: string): number => {
  if (text === 'all') return Number.POSITIVE_INFINITY
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError("It takes a whole number, or 'all'.")
}

/** Where the rows go, if not into memory to be shown. */
const sinkOf = ({ plan }: Bag<unknown>, terminal: Terminal, options: Options): Sink<unknown> | undefined => {
  const schema = () => rowSchema(plan)
  if (options.out !== undefined) return fileSink(options.out, options.format ?? formatOf(options.out), schema)
  const { format = 'table' } = options
  return format === 'table' || options.json === true ? undefined : streamSink(terminal.out, format, schema)
}

/** CSV is for people; what is to be replayed is NDJSON, whatever it is called. */
const rejectsSink = (path: string): Sink<unknown> =>
  fileSink(path, /\.[ct]sv(?:\.(?:gz|zst))?$/i.test(path) ? 'csv' : 'ndjson', () => unknown)

/** The rows of a file of rejects once more, and no others. */
const replayed = async (dataset: Bag<unknown>, path: string): Promise<Bag<unknown>> =>
  replay(await toList(ndjson(path)))(dataset)

const runOptions = (dataset: Bag<unknown>, terminal: Terminal, options: Options): RunOptions => {
  const sink = sinkOf(dataset, terminal, options)
  return {
    onError: options.onError ?? (options.rejects === undefined && options.maxRejects === undefined ? 'fail' : 'reject'),
    ...(options.rejects === undefined ? {} : { rejects: rejectsSink(options.rejects) }),
    ...(options.maxRejects === undefined ? {} : { maxRejects: options.maxRejects }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
    ...(options.disk === undefined ? {} : { disk: options.disk }),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    ...(options.retries === undefined ? {} : { retries: options.retries }),
    ...(options.resume === undefined ? {} : { checkpoint: options.resume }),
    // What is shown is the same text each time; a file is written as rows come.
    ...(sink === undefined ? {} : { to: sink, order: options.out === undefined ? 'canonical' : 'any' }),
  }
}

/** So many of the rejected rows are told in the report. */
const told = 3

/** Of a run that has ended before its end, if something of it was written down. */
const tellHowToGoOn = async (terminal: Terminal, { _tag }: RunError, { resume }: Options): Promise<void> => {
  if (resume === undefined || _tag === 'CheckpointRefused' || !existsSync(join(resume, 'run.json'))) return
  await writeText(terminal.err, `what is done is in ${resume}: the same command again goes on from there\n`)
}

/** Runs, with the bar around, which is put away whatever happens; and the first of the rejected rows. */
const execute = async (
  dataset: Bag<unknown>,
  origin: Origin | undefined,
  evidence: Evidence,
  terminal: Terminal,
  options: Options,
): Promise<{ readonly result: Run<unknown>; readonly first: readonly RunError[] }> => {
  const first: RunError[] = []
  const onReject = (error: RunError): void => {
    if (first.length < told) first.push(error)
  }
  const cancellation = cancelOnSignal()
  const log = options.log === undefined ? undefined : openEventLog(options.log)
  const bar = progressBar(terminal.err, options.quiet === true || options.json === true || options.log === '-')
  terminal.out.once('error', cancellation.cancel)
  try {
    const outcome = await run(dataset, {
      ...runOptions(dataset, terminal, options),
      ...(origin === undefined ? {} : { origin }),
      evidence,
      signal: cancellation.signal,
      onProgress: bar.update,
      ...(log === undefined ? {} : { onEvent: log.add }),
      // With --json the rejects are part of the answer, unless they have a file of their own.
      ...(options.json === true && options.rejects === undefined ? {} : { onReject }),
    })()
    if (outcome._tag === 'Left') {
      bar.stop()
      log?.close()
      await tellHowToGoOn(terminal, outcome.left, options)
      throw outcome.left
    }
    return { result: outcome.right, first }
  } finally {
    bar.stop()
    cancellation.release()
  }
}

const writeJson = async (terminal: Terminal, { rows, report, rejects }: Run<unknown>): Promise<void> => {
  await writeText(terminal.out, '{"rows":[')
  let first = true
  for (const row of rows) {
    await writeText(terminal.out, `${first ? '\n' : ',\n'}${jsonText(row)}`)
    first = false
  }
  const rejected = rejects.map((error) => jsonText(rejectOf(error))).join(',\n')
  await writeText(terminal.out, `\n],"report":${jsonText(report)},"rejects":[${rejected}]}\n`)
}

const rejectedText = (count: number): string =>
  `${formatCounted(count, 'row')} ${count === 1 ? 'was' : 'were'} rejected`

/** Of a report in a log: `floe explain` has the stages in full. */
const reportWidth = 120

const writeReport = async (
  terminal: Terminal,
  report: Report,
  first: readonly RunError[],
  options: Options,
): Promise<void> => {
  const text = relativePaths(printReport(report, { width: reportWidth, ...layoutFor(terminal.err), rejects: first }))
  const wrote = [
    ...(options.out === undefined ? [] : [`wrote ${options.out}`]),
    ...(options.rejects === undefined ? [] : [`rejected rows are in ${options.rejects}`]),
  ]
  await writeText(terminal.err, `\n${[text, ...wrote].join('\n')}\n`)
}

/** `--out -` is standard output, as it would be without. */
const withoutDash = ({ out, ...options }: Options): Options =>
  out === undefined
    ? options
    : out === '-'
      ? { ...options, format: options.format ?? formatOf(out) }
      : { ...options, out }

/** `name=file`, or a file alone: then it stands in for the only one that the plan reads. */
const insteadOf = (text: string, plan: Node): Instead => {
  const name = nodesOf(plan)
    .flatMap((node) => (node.kind === 'source' && node.source.instead !== undefined ? [node.source.name] : []))
    .find((known) => text.startsWith(`${known}=`))
  return name === undefined ? { path: text } : { of: name, path: text.slice(name.length + 1) }
}

/** The dataset that was asked for, with the files that were given in place of its own. */
const openToRun = async (target: string, { in: files = [] }: Options): ReturnType<typeof openWithOrigin> => {
  const opened = await openWithOrigin(target)
  const instead = files.map((text) => insteadOf(text, opened.dataset.plan))
  const plan = readInstead(opened.dataset.plan, instead)
  return plan === opened.dataset.plan ? opened : { dataset: dataset(plan), origin: { ...opened.origin, instead } }
}

const runTarget = async (terminal: Terminal, target: string, given: Options): Promise<void> => {
  const options = withoutDash(given)
  const sets =
    options.rejects !== undefined ? '--rejects' : options.maxRejects !== undefined ? '--max-rejects' : undefined
  if (options.onError === 'fail' && sets !== undefined)
    throw new FloeError('InvalidArgument', {
      message: `${sets} sets rows aside, and --on-error fail does not`,
      hint: 'leave one of them out',
    })
  const opened = await openToRun(target, options)
  const { result, first } = await execute(
    options.replay === undefined ? opened.dataset : await replayed(opened.dataset, options.replay),
    // Workers load what the module exports, which is the whole.
    options.replay === undefined ? opened.origin : undefined,
    await openEvidence(target, options),
    terminal,
    options,
  )
  const report = withRelativePaths(result.report)
  if (options.json === true) return writeJson(terminal, { ...result, report })
  if (options.out === undefined && (options.format ?? 'table') === 'table')
    await writeText(terminal.out, `${table(result.rows, { ...layoutFor(terminal.out), limit: options.limit })}\n`)
  if (options.quiet !== true) await writeReport(terminal, report, first, options)
  else if (report.rowsRejected > 0)
    await writeText(terminal.err, `${styleFor(terminal.err, 'yellow')(rejectedText(report.rowsRejected))}\n`)
}

export const addRun = (program: Command, terminal: Terminal): void => {
  const command = program
    .command('run')
    .summary('run a pipeline and show or write its rows')
    .description(
      'Runs a pipeline. Rows go to standard output as a table, or to a file; the report of the run goes to standard error.',
    )
    .argument('<module#export>', 'a TypeScript or JavaScript module and the dataset it exports')
    .option(
      '-i, --in <file>',
      "read this file in place of the plan's only one, '-' standard input; name=file, where it reads several",
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option(
      '-o, --out <file>',
      "write the rows to a file; nothing is there before all of them are; '-' is standard output",
    )
    .addOption(
      new Option('-f, --format <format>', 'format of the rows (default: table; with --out, by its extension)').choices(
        formats,
      ),
    )
    .option('--limit <n>', 'rows shown in a table, or all', parseLimit, 100)
    .addOption(
      new Option('--on-error <policy>', 'a bad row ends the run, or is set aside (default: fail)').choices([
        'fail',
        'reject',
      ]),
    )
    .option('--rejects <file>', 'write rejected rows there, as NDJSON, or CSV by its name; implies --on-error reject')
    .option('--max-rejects <most>', "rows that may be rejected, or a share: '1%'; implies --on-error reject", parseMost)
    .option('--log <file>', 'write what happens there, one JSON object a line; - for standard error')
    .option('--replay <file>', 'work only the rows once more that are in a file of --rejects (NDJSON)')
    .option('--memory <size>', 'memory that the engine may take: 256MB')
    .option('--disk <size>', 'disk that rows may take for which there is no memory: 20GB')
    .option('--workers <n>', "threads, or 'auto' for one a core", parseWorkers)
    .option('--retries <n>', 'how often a part of the rows is worked on again whose thread was lost', parseRetries)
    .option(
      '--resume <dir>',
      'write down there how far the run has come, and go on from there if it ended before it was done',
    )
  addEvidenceOptions(command)
    .option('-q, --quiet', 'no progress bar and no report')
    .addOption(new Option('--json', 'print one JSON object: rows, report, rejects').conflicts(['format', 'quiet']))
    .addHelpText(
      'before',
      'Examples:\n  floe run examples/01-late-flights.ts#worstStates\n  floe run report.ts --out report.csv --rejects bad-rows.ndjson\n',
    )
    .action((target: string, options: Options) => runTarget(terminal, target, options))
}
