/**
 * A semaphore, played against a model of it: commands ask for permits, end what holds some, and cancel, also in between the
 * turns of promises. Bodies of some end when a scheduler says so.
 */
import fc from 'fast-check'
import type * as C from 'floe/concurrent'
import { same } from './same.ts'
import { rest, ticks } from './ticks.ts'

/** What a semaphore is: a number and a queue. What is begun is not its matter. */
const modelOf = (permits: number) => {
  let free = permits
  let waiting: readonly (readonly [id: number, count: number])[] = []
  const held = new Map<number, number>()
  const serve = (): void => {
    const [first, ...others] = waiting
    if (first === undefined || first[1] > free) return
    free -= first[1]
    held.set(...first)
    waiting = others
    serve()
  }
  return {
    ask: (id: number, count: number): void => {
      waiting = [...waiting, [id, count]]
      serve()
    },
    /** One that holds some, or waits, does so no more. */
    leave: (id: number): void => {
      free += held.get(id) ?? 0
      held.delete(id)
      waiting = waiting.filter(([one]) => one !== id)
      serve()
    },
    held: (): readonly number[] => [...held.keys()].sort((a, b) => a - b),
    waiting: (): readonly number[] => waiting.map(([id]) => id),
  }
}

type Ending = 'scheduled' | 'by hand' | 'by hand, throwing'

/** The real one and the model, side by side. */
const systemOf = (subject: typeof C, permits: number, s: fc.Scheduler) => {
  const semaphore = permits === 1 ? subject.mutex() : subject.semaphore(permits)
  const model = modelOf(permits)
  const controllers: AbortController[] = []
  const begun: number[] = []
  const ended = new Set<number>()
  const outcomes = new Map<number, string>()
  const expected = new Map<number, string>()
  const endings = new Map<number, () => void>()
  let taken = 0

  const ask = (count: number, ending: Ending, isAborted: boolean): void => {
    const id = controllers.length
    const controller = new AbortController()
    controllers.push(controller)
    if (isAborted) {
      controller.abort()
      expected.set(id, 'Cancelled')
    } else {
      model.ask(id, Math.min(count, permits))
      expected.set(id, ending === 'by hand, throwing' ? 'thrown' : `value ${id}`)
    }
    const body = async (): Promise<string> => {
      begun.push(id)
      taken += Math.min(count, permits)
      same('too many permits', taken > permits, false)
      if (ending === 'scheduled') await s.schedule(Promise.resolve(), `body ${id}`)
      else await new Promise<void>((resolve) => endings.set(id, resolve))
      taken -= Math.min(count, permits)
      endings.delete(id)
      ended.add(id)
      model.leave(id)
      if (ending === 'by hand, throwing') throw new Error('thrown')
      return `value ${id}`
    }
    subject.withPermits(semaphore, Math.min(count, permits), body, { signal: controller.signal }).then(
      (value) => outcomes.set(id, value),
      (thrown) => outcomes.set(id, thrown?._tag ?? thrown?.message ?? 'nothing'),
    )
  }
  const end = (which: number): void => [...endings.values()][which % (endings.size || 1)]?.()
  const cancel = (which: number): void => {
    const id = which % (controllers.length || 1)
    const isFirst = controllers[id]?.signal.aborted === false
    if (isFirst && !begun.includes(id)) {
      model.leave(id)
      expected.set(id, 'Cancelled')
    }
    controllers[id]?.abort()
  }
  const compare = (): void => {
    const asked = controllers.map((_, id) => id)
    same(
      'who holds',
      begun.filter((id) => !ended.has(id)),
      model.held(),
    )
    same(
      'who waits',
      asked.filter((id) => !begun.includes(id) && !outcomes.has(id)),
      model.waiting(),
    )
    same(
      'nobody is overtaken',
      begun,
      begun.toSorted((a, b) => a - b),
    )
    for (const [id, outcome] of outcomes) same(`what came of ${id}`, outcome, expected.get(id))
  }
  /** Ends all that run and wait, and sees that all permits are there. */
  const finish = async (): Promise<void> => {
    await rest()
    while (endings.size > 0 || s.count() > 0) {
      compare()
      end(0)
      await s.waitAll()
      await rest()
    }
    compare()
    same('how many have ended', outcomes.size, controllers.length)
    let isWhole = false
    void subject.withPermits(semaphore, permits, () => {
      isWhole = true
    })
    await rest()
    same('all permits are there', isWhole, true)
  }
  return { ask, end, cancel, compare, finish }
}

type System = ReturnType<typeof systemOf>

const doing = (text: string, act: (system: System) => void): { text: string; act: (system: System) => void } => ({
  text,
  act,
})
const asking = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom<Ending>('scheduled', 'by hand', 'by hand', 'by hand, throwing'),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([count, ending, n]) =>
    doing(`ask for ${count}, ends ${ending}${n === 0 ? ', aborted' : ''}`, ({ ask }) => ask(count, ending, n === 0)),
  )
const ending = fc.nat(5).map((which) => doing(`end ${which}`, ({ end }) => end(which)))
const cancelling = fc.nat(12).map((which) => doing(`cancel ${which}`, ({ cancel }) => cancel(which)))

/** Some things, each so many turns of promises later. */
const commands = fc.commands(
  [
    fc.array(fc.tuple(fc.nat(6), fc.oneof(asking, asking, ending, cancelling)), { minLength: 1, maxLength: 4 }).map(
      (things): fc.AsyncCommand<object, System, true> => ({
        check: async () => true,
        run: async (_, system) => {
          await Promise.all(
            things.map(async ([later, { act }]) => {
              await ticks(later)
              act(system)
            }),
          )
          await rest()
          system.compare()
        },
        toString: () => things.map(([later, { text }]) => `${later}: ${text}`).join('; '),
      }),
    ),
  ],
  { maxCommands: 8 },
)

/** Tries schedules, until one is found under which a semaphore is not what it should be. */
export const playSemaphore = (subject: typeof C, numRuns: number): Promise<fc.RunDetails<unknown>> =>
  fc.check(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), commands, async (s, permits, all) => {
      const system = systemOf(subject, permits, s)
      await fc.scheduledModelRun(s, () => ({ model: {}, real: system }), all)
      await system.finish()
    }),
    { numRuns, endOnFailure: true },
  ) as Promise<fc.RunDetails<unknown>>
