/**
 * `floe check`: whether what a module exports keeps its promises.
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { formatCount } from '../inspect/format.ts'
import { drawBar, printShare } from './bar.ts'
import { exitCodes } from './exit-codes.ts'
import { loadModule } from './load-module.ts'
import { parseTarget } from './parse-target.ts'
import { quieten } from './quiet.ts'
import { noteRejections } from './rejections.ts'
import { relativePaths } from './relative-paths.ts'
import { layoutFor, styleFor, type Terminal, writeText } from './terminal.ts'
import { watchdog } from './watchdog.ts'

interface Options {
  readonly runs?: number
  readonly seed: number
  readonly replay?: string
  readonly only?: string
  readonly effects?: true
  readonly mutants?: true
  readonly write: boolean
  readonly json?: true
}

const usualSeed = 20_261_127

const parseRuns = (text: string): number => {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number from 1.')
}

const parseSeed = (text: string): number => {
  if (/^-?\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It takes a whole number.')
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** A part on the line of the bar, which must not be longer than the terminal is wide. */
const cutTo = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text

const checkTarget = async (terminal: Terminal, text: string, options: Options): Promise<number> => {
  const start = performance.now()
  const target = parseTarget(text, isFile)
  const dog = watchdog()
  dog.tell(`loading ${target.module}`)
  const quiet = quieten(terminal.out)
  let now = 'reading'
  let part = target.module
  const rejections = noteRejections(() => part)
  let share = 0
  const bar = drawBar(
    terminal.err,
    options.json === true,
    () => `${printShare(share)}  ${cutTo(now, (terminal.err.columns ?? 80) - 32)}`,
    // Ctrl-C ends the program at once, also in a loop of the user's: nobody would show it again.
    { hidesCursor: false },
  )
  try {
    // Before the module, with which hooks are set up that each import from then on goes through.
    const [{ exportsToCheck }, { checkModule }, { printCheck, howMany }, { checkToJson }, { writeEvidence }] =
      await Promise.all([
        import('./exports-to-check.ts'),
        import('./check-module.ts'),
        import('./check-text.ts'),
        import('./check-json.ts'),
        import('./write-evidence.ts'),
      ])
    const module = await loadModule(target.module)
    const result = await checkModule(exportsToCheck(module, target.module, target.name), {
      seed: options.seed,
      effects: options.effects === true,
      mutants: options.mutants === true,
      ...(options.runs === undefined ? {} : { runs: options.runs }),
      ...(options.only === undefined ? {} : { only: options.only }),
      ...(options.replay === undefined ? {} : { replay: options.replay }),
      onPart: ({ part: { name } }, done, all) => {
        part = relativePaths(name)
        now = `${formatCount(done + 1)} of ${formatCount(all)}  ${part}`
        share = done / all
        dog.tell(`checking ${part}`)
        bar.update(share)
      },
    })
    bar.stop()
    quiet.end()
    const path = resolve(target.module)
    // What is shown again is not tried anew.
    const written = options.write && options.replay === undefined ? await writeEvidence(path, result) : undefined
    const milliseconds = performance.now() - start
    const rejected = rejections.found()
    const isBroken =
      rejected.length > 0 || result.checked.some((one) => one.error !== undefined || howMany(one, 'broken') > 0)
    if (options.json === true)
      await writeText(
        terminal.out,
        `${JSON.stringify(checkToJson(result, { milliseconds, written, rejected }), null, 2)}\n`,
      )
    else {
      const layout = { ...layoutFor(terminal.out), red: styleFor(terminal.out, 'red') }
      const about = { target: text, module: path, milliseconds, written, rejected }
      await writeText(terminal.out, `${printCheck(result, about, layout)}\n`)
    }
    return isBroken ? exitCodes.failed : exitCodes.ok
  } finally {
    bar.stop()
    quiet.end()
    rejections.end()
    await dog.stop()
  }
}

/** `onCode` is told the exit code where that is not 0. */
export const addCheck = (program: Command, terminal: Terminal, onCode: (code: number) => void): void => {
  program
    .command('check')
    .summary('check the laws of a pipeline and of all functions in it')
    .description(
      'Checks every function, aggregate and codec of the datasets that a module exports, on rows like those that reach it, and each dataset as a whole.',
    )
    .argument('<module[#export]>', 'a TypeScript or JavaScript module; all that it exports, or one export')
    .option('--runs <n>', 'how many instances each law is tried on (default: 25)', parseRuns)
    .option('--seed <n>', 'what chance begins with', parseSeed, usualSeed)
    .option('--only <text>', 'only parts in whose name this stands')
    .option('--replay <token>', 'show the failure again that printed this')
    .option('--effects', 'also run what is there for its effect: tasks of mapAsync, functions of tap')
    .option('--mutants', 'also make mistakes in each function, and say which of them the check finds')
    .option('--no-write', 'leave floe.laws.json as it is')
    .option('--json', 'print one JSON object: parts, leftOut, summary')
    .addHelpText('before', 'Example:\n  floe check examples/01-late-flights.ts\n')
    .action(async (target: string, options: Options) => onCode(await checkTarget(terminal, target, options)))
}
