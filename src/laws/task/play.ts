/**
 * Plays asynchronous code once, under a schedule: whenever the code has come to rest, one of the calls that it waits for is
 * chosen and settles. What the calls do, they do when they settle. Nothing is left to real time.
 */
import { printValue } from '../../data/print-value.ts'
import { handles } from '../ambient/handles.ts'
import { watchOf } from '../ambient/watch.ts'
import { withinLater } from '../ambient/within.ts'
import { usualWorld } from '../ambient/worlds.ts'
import { look } from '../value/look.ts'
import { comeToRest, type Spin } from './spin.ts'
import { virtualTime } from './virtual-time.ts'

type Plain = (...args: readonly unknown[]) => unknown

/** Asynchronous code, and the functions that it is given to call. */
export interface Scenario {
  readonly run: (
    calls: Readonly<Record<string, Plain>>,
    context: { readonly input: unknown; readonly signal: AbortSignal },
  ) => unknown
  /** Fresh ones for each play: what they share begins anew. */
  readonly makeCalls: () => Readonly<Record<string, Plain>>
  /** What has to be called for each call of another that succeeded. */
  readonly releases: Readonly<Record<string, string>>
}

/** A call that settled, and those that had begun before it and had not. */
export interface Step {
  readonly text: string
  readonly overtook: readonly string[]
}

/**
 * How a play ended. `stuck`: it waits, and nothing is left that could go on. `endless`: it went on and on; `spins`, without ever
 * coming to rest. `outside`: it waits for what no schedule has a say in, such as a file.
 */
export type End =
  | {
      readonly kind: 'value' | 'error'
      readonly value: unknown
      readonly looked: string
      readonly isChangedLater: boolean
    }
  | { readonly kind: 'stuck' | 'endless' | 'outside' }
  | { readonly kind: 'spins'; readonly line: string | undefined }

export interface Play {
  readonly end: End
  /** What was chosen, counted from the call that began first, and of how many. */
  readonly choices: readonly { readonly chosen: number; readonly of: number }[]
  readonly steps: readonly Step[]
  readonly calls: readonly string[]
  /** Whether it asked for the signal. */
  readonly takesSignal: boolean
  /** Calls that began when it had been cancelled. */
  readonly begunLate: readonly string[]
  /** Calls whose result was not released. */
  readonly unreleased: readonly string[]
}

export type Choose = (open: readonly { readonly id: number }[], step: number) => number

/** More than this, and it goes on for ever. */
const mostSteps = 1000

interface Open {
  readonly id: number
  readonly text: string
  readonly settle: () => void
  /** The signal that it was given. */
  readonly told: AbortSignal | undefined
  readonly cancel: (reason: unknown) => void
}

/** The signal that a call is given, by itself or in its options. */
const signalOf = (args: readonly unknown[]): AbortSignal | undefined => {
  for (const arg of args) {
    if (arg instanceof AbortSignal) return arg
    if (typeof arg !== 'object' || arg === null) continue
    const { signal } = arg as { readonly signal?: unknown }
    if (signal instanceof AbortSignal) return signal
  }
  return undefined
}

const printArg = (arg: unknown): string => (signalOf([arg]) === undefined ? printValue(arg, 60) : '{ signal }')

/** How many timers there are that nobody has a say in. */
const realTimers = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout' || kind === 'Immediate').length

/** Plays a scenario; `cancelAt`, cancelled before that step. */
export const play = async (
  { run, makeCalls, releases }: Scenario,
  input: unknown,
  choose: Choose,
  cancelAt: number = Number.POSITIVE_INFINITY,
): Promise<Play> => {
  const controller = new AbortController()
  const { signal } = controller
  let takesSignal = false
  const open: Open[] = []
  const calls: string[] = []
  const begunLate: string[] = []
  const held: { readonly text: string; readonly release: string }[] = []
  const releasing = new Set(Object.values(releases))
  const given = Object.fromEntries(
    Object.entries(makeCalls()).map(([name, does]): [string, Plain] => [
      name,
      (...args) => {
        const text = `${name}(${args.map(printArg).join(', ')})`
        const told = signalOf(args)
        // What is told that it is cancelled does nothing.
        if (signal.aborted && !told?.aborted && !releasing.has(name)) begunLate.push(text)
        if (releasing.has(name)) {
          const at = held.findIndex(({ release }) => release === name)
          if (at !== -1) held.splice(at, 1)
        }
        const promise = new Promise((resolve, reject) => {
          const settle = (): void => {
            try {
              const value = does(...args)
              const release = releases[name]
              if (release !== undefined) held.push({ text, release })
              resolve(value)
            } catch (thrown) {
              reject(thrown)
            }
          }
          open.push({
            id: calls.length,
            text,
            settle,
            told,
            cancel: reject,
          })
          calls.push(text)
          cancelOpen()
        })
        // Whoever does not wait for it is told of by what comes of that.
        promise.catch(() => undefined)
        return promise
      },
    ]),
  )
  const cancelOpen = (): void => {
    for (const one of open.filter(({ told }) => told?.aborted)) {
      open.splice(open.indexOf(one), 1)
      one.cancel(one.told?.reason)
    }
  }
  const time = virtualTime()
  const choices: { chosen: number; of: number }[] = []
  const steps: Step[] = []
  const settleOne = (at: number): void => {
    const [one] = open.splice(at, 1)
    one?.settle()
  }
  const goOn = async (): Promise<End> => {
    const [opened, timersBefore] = [handles(), realTimers()]
    let settled: { readonly kind: 'value' | 'error'; readonly value: unknown; readonly looked: string } | undefined
    const context = {
      input,
      get signal() {
        takesSignal = true
        return signal
      },
    }
    const main = (async () => run(given, context))()
    main.then(
      (value) => {
        settled = { kind: 'value', value, looked: look(value) }
      },
      (value: unknown) => {
        settled = { kind: 'error', value, looked: look(value) }
      },
    )
    let spin: Spin | undefined
    const rest = async (): Promise<void> => {
      spin ??= await comeToRest()
    }
    for (let step = 0; step < mostSteps; step++) {
      await rest()
      if (spin !== undefined) return { kind: 'spins', line: spin.line }
      if (open.some(({ told }) => told?.aborted)) {
        cancelOpen()
        await rest()
      }
      if (step === cancelAt && settled === undefined) {
        controller.abort()
        cancelOpen()
        await rest()
      }
      if (settled !== undefined) {
        const { kind, value, looked } = settled
        // What is under way goes on: nobody who has the result should see that.
        for (let more = 0; more < mostSteps && open.length > 0; more++) {
          settleOne(0)
          await rest()
        }
        return { kind, value, looked, isChangedLater: look(value) !== looked }
      }
      if (open.length > 0) {
        const chosen = Math.min(choose(open, step), open.length - 1)
        choices.push({ chosen, of: open.length })
        steps.push({ text: (open[chosen] as Open).text, overtook: open.slice(0, chosen).map(({ text }) => text) })
        settleOne(chosen)
      } else if (!time.leap()) {
        const isElsewhere = opened.since().length > 0 || realTimers() > timersBefore
        return { kind: isElsewhere ? 'outside' : 'stuck' }
      }
    }
    return { kind: 'endless' }
  }
  const end = await withinLater(watchOf(usualWorld, { timing: time }), false, goOn)
  return { end, choices, steps, calls, takesSignal, begunLate, unreleased: held.map(({ text }) => text) }
}
