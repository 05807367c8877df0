/**
 * The program `floe` as a function: reads a command line, hands over to a command, says what went wrong. What becomes of the
 * process is for `main.ts` to say.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { asRunError } from '../error/floe-error.ts'
import { addCheck } from './check.ts'
import { addDiff } from './diff.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { addExplain } from './explain.ts'
import { errorToJson, printError } from './print-error.ts'
import { addRun } from './run.ts'
import { addShow } from './show.ts'
import { styleFor, type Terminal, writeText } from './terminal.ts'

/** Beside `dist` and `src` alike. */
const version = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** Does what the arguments say, and gives the exit code. */
export const program = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const red = styleFor(terminal.err, 'red')
  const floe = new Command('floe')
    .description('Immutable dataflow for TypeScript: runs, explains, checks, compares and shows pipelines and data.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('before', 'Example:\n  floe run examples/01-late-flights.ts#worstStates\n')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 it failed, 2 wrong usage or no such pipeline, 130 cancelled.\nThe manual is docs/cli.md.',
    )
    .showHelpAfterError('(--help says how it is used)')
    .configureOutput({ outputError: (text, write) => write(red(text)) })
    .exitOverride()
  addRun(floe, terminal)
  addExplain(floe, terminal)
  addShow(floe, terminal)
  /** That of a command which has something to say by it. */
  let ended: number = exitCodes.ok
  const onCode = (code: number): void => {
    ended = code
  }
  addCheck(floe, terminal, onCode)
  addDiff(floe, terminal, onCode)

  /** Whoever read standard output has had enough (`| head`): no error of ours. */
  let readerGone = false
  terminal.out.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    readerGone = true
  })

  const report = async (thrown: unknown): Promise<number> => {
    // Commander has said already what it had to say.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (readerGone) return exitCodes.ok
    const error = asRunError(thrown)
    if (args.includes('--json')) await writeText(terminal.out, `${JSON.stringify({ error: errorToJson(error) })}\n`)
    await writeText(terminal.err, `${red(printError(error))}\n`)
    return exitCodeOf(error)
  }
  return floe.parseAsync(args, { from: 'user' }).then(() => ended, report)
}
