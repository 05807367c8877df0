/**
 * What an example is run with: takes down what it prints and what its expressions are worth. Compares nothing.
 */
import { printArgument, printValue } from './print-example.ts'

/** What one statement of an example showed. */
export interface Shown {
  /** The page's line on which the statement begins. */
  readonly line: number
  readonly text: string
  /** Whether all of it is text that the example printed itself, so that every space counts. */
  readonly exact: boolean
}

export class Recorder {
  readonly shown: Shown[] = []
  readonly console: Pick<Console, 'log' | 'error' | 'warn' | 'table'>
  private lines: string[] = []
  private exact = true

  constructor() {
    const log = (...args: readonly unknown[]): void => {
      this.lines.push(args.map(printArgument).join(' '))
      this.exact &&= args.every((arg) => typeof arg !== 'object' || arg === null)
    }
    this.console = { log, error: log, warn: log, table: log }
  }

  /** What was printed, and belongs to no statement that says so. */
  get leftOver(): readonly string[] {
    return this.lines
  }

  /** Runs an expression, and takes down what it prints, and its value unless it is undefined and something was printed. */
  async value(line: number, run: () => unknown): Promise<void> {
    const value = await run()
    if (value !== undefined || this.lines.length === 0) {
      this.lines.push(printValue(value))
      this.exact = false
    }
    this.output(line)
  }

  /** Runs an expression that must throw, and takes down the message. */
  async throws(line: number, run: () => unknown): Promise<void> {
    try {
      await run()
      this.lines.push('(nothing was thrown)')
    } catch (thrown) {
      this.lines.push(`throws ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    }
    this.exact = false
    this.output(line)
  }

  /** Ascribes what was printed so far to the statement that began on `line`. */
  output(line: number): void {
    this.shown.push({ line, text: this.lines.join('\n'), exact: this.exact })
    this.lines = []
    this.exact = true
  }
}
