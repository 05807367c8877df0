/** Asynchronous code as what laws are checked on. */

import * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { givenFunctions, givenOptions } from '../given-subject.ts'
import type { Subject } from '../subject.ts'
import { cancelled } from './cancelled.ts'
import { neverStuck } from './never-stuck.ts'
import type { Scenario } from './play.ts'
import { replay } from './replay.ts'
import { scheduleFree } from './schedule-free.ts'
import { type TaskTrial, trialOf } from './trial.ts'

type Calls = Readonly<Record<string, (...args: never) => unknown>>

/**
 * The functions that asynchronous code is given: each does what it was said to do, at a time that the harness chooses.
 *
 * @example
 * const calls: L.Promised<{ read: (id: number) => string }> = { read: async (id) => `row ${id}` }
 * await calls.read(1) // 'row 1'
 */
export type Promised<C extends Calls> = {
  readonly [N in keyof C]: (...args: Parameters<C[N]>) => Promise<Awaited<ReturnType<C[N]>>>
}

/**
 * What asynchronous code is given besides: an input, and a signal that is aborted when nobody wants the result any more.
 *
 * @example
 * const context: L.TaskContext<string> = { input: 'ada', signal: AbortSignal.abort() }
 * context.signal.aborted // true
 */
export interface TaskContext<I> {
  readonly input: I
  readonly signal: AbortSignal
}

/**
 * What asynchronous code is given to call, and on what it is tried.
 *
 * @example
 * const options: L.TaskOptions<number, { price: (id: number) => number }> = {
 *   calls: () => ({ price: (id) => id * 3 }),
 *   inputs: fc.nat(),
 * }
 * options.calls().price(2) // 6
 */
export interface TaskOptions<I, C extends Calls> {
  /** Makes what it is given to call, afresh for each schedule: plain functions, which act when their call settles. */
  readonly calls: () => C
  readonly inputs?: fc.Arbitrary<I>
  /** As failures name it; without it, the name that the function has. */
  readonly name?: string
  /** What must be called for each call that succeeded: `{ open: 'close' }`. */
  readonly releases?: { readonly [N in keyof C]?: keyof C & string }
}

/**
 * Asynchronous code, which is given the asynchronous functions that it calls: the harness decides which of them settles when.
 * Up to six calls are settled in every order, more in orders of random priority. Timers pass when nothing else can happen.
 *
 * What it waits for besides, such as files, is in nobody's hands: pass it in. A loop that awaits nothing but settled promises
 * is stopped, and told, when it has gone on 100,000 times; one that awaits nothing at all cannot be: `floe check` says which law of
 * which function takes so long.
 *
 * @example
 * const prices = L.task(({ price }, { input }) => Promise.all(input.map((id) => price(id))), {
 *   calls: () => ({ price: (id: number) => id * 3 }),
 *   inputs: fc.array(fc.nat(), { maxLength: 3 }),
 * })
 * await L.check(prices)
 */
export const task = <C extends Calls, I = undefined>(
  f: (calls: Promised<C>, context: TaskContext<I>) => unknown,
  options: TaskOptions<I, C>,
): Subject<unknown, TaskTrial> => {
  const { calls, inputs, name, releases = {} } = givenOptions(options)
  givenFunctions('task', f, 'asynchronous code')
  givenFunctions('task', calls, 'what it calls as calls: () => ({ … })')
  const scenario: Scenario = {
    run: f as unknown as Scenario['run'],
    makeCalls: calls as unknown as Scenario['makeCalls'],
    releases: releases as Readonly<Record<string, string>>,
  }
  return {
    kind: 'task',
    name: name ?? (f.name || 'the task'),
    laws: [neverStuck, scheduleFree, replay, cancelled],
    declared: new Set(),
    instances: inputs === undefined ? fc.constant(undefined) : givenArbitrary('task', 'inputs', inputs),
    begin: () => {
      // An input that comes again says nothing new.
      const known = new Map<string, TaskTrial>()
      return {
        trial: (input) => {
          const key = printValue(input, 10_000)
          const trial = known.get(key) ?? trialOf(scenario, input)
          known.set(key, trial)
          return trial
        },
        print: (input) => (inputs === undefined ? 'no input' : printValue(input, 400)),
      }
    },
  }
}
