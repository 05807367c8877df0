/**
 * A channel, played against a model of it that counts: the n-th read gets what was sent n-th, and a value has its place when
 * those before it that nobody asked for are fewer than there is room for.
 */
import fc from 'fast-check'
import type * as C from 'floe/concurrent'
import { same } from './same.ts'
import { rest, ticks } from './ticks.ts'

const readers = 3

type End = 'closed' | 'failed' | 'left' | 'cancelled'

const modelOf = (capacity: number) => {
  const sent: number[] = []
  const reads: { readonly id: number; readonly reader: number }[] = []
  const outcomes = new Map<string, string>()
  const over = new Set<number>()
  let end: End | undefined
  /** How many values were placed when what was sent was dropped; reads behind these get no more. */
  const placed = (): number => Math.min(sent.length, reads.length + capacity)
  const isDrained = (): boolean => end !== undefined && reads.length >= sent.length
  const settle = (): void => {
    for (const id of sent.slice(0, placed())) if (!outcomes.has(`send ${id}`)) outcomes.set(`send ${id}`, 'true')
    for (const [n, { id, reader }] of reads.entries()) {
      if (outcomes.has(`read ${id}`)) continue
      if (n < sent.length) outcomes.set(`read ${id}`, `value ${sent[n]}`)
      else if (end !== undefined) {
        outcomes.set(`read ${id}`, end === 'failed' ? 'failure' : end === 'cancelled' ? 'Cancelled' : 'done')
        over.add(reader)
      }
    }
  }
  /** What waits is dropped. */
  const drop = (how: End, sender: string): void => {
    for (const id of sent) if (!outcomes.has(`send ${id}`)) outcomes.set(`send ${id}`, sender)
    sent.length = Math.min(sent.length, reads.length)
    end = how
    settle()
  }
  return {
    outcomes,
    send: (id: number): void => {
      if (end === undefined) sent.push(id)
      else outcomes.set(`send ${id}`, end === 'cancelled' ? 'Cancelled' : 'false')
      settle()
    },
    read: (id: number, reader: number): void => {
      if (over.has(reader)) outcomes.set(`read ${id}`, 'done')
      else reads.push({ id, reader })
      settle()
    },
    finish: (how: 'closed' | 'failed'): void => {
      end ??= how
      settle()
    },
    leave: (reader: number): void => {
      over.add(reader)
      if (end !== 'cancelled') drop('left', 'false')
    },
    cancel: (): void => {
      if (!isDrained() && end !== 'left') drop('cancelled', 'Cancelled')
    },
  }
}

const systemOf = (subject: typeof C, capacity: number, s: fc.Scheduler) => {
  const controller = new AbortController()
  const channel = subject.channel<number>(capacity, { signal: controller.signal })
  const iterators = Array.from({ length: readers }, () => channel[Symbol.asyncIterator]())
  const model = modelOf(capacity)
  const outcomes = new Map<string, string>()
  let id = 0
  const watch = <A>(name: string, work: Promise<A>, print: (value: A) => string): void => {
    work.then(
      (value) => outcomes.set(name, print(value)),
      (thrown) => outcomes.set(name, thrown?._tag ?? thrown?.message ?? 'nothing'),
    )
  }
  const send = (): void => {
    model.send(++id)
    watch(`send ${id}`, channel.send(id), String)
  }
  const read = (reader: number): void => {
    model.read(++id, reader)
    const next = (iterators[reader] as AsyncIterator<number>).next()
    watch(`read ${id}`, next, ({ done, value }) => (done === true ? 'done' : `value ${value}`))
  }
  /** By others, when the scheduler says so. */
  const later = (act: () => void): void => void s.schedule(Promise.resolve()).then(act)
  return {
    send,
    read,
    later,
    close: (): void => {
      model.finish('closed')
      channel.close()
    },
    fail: (): void => {
      model.finish('failed')
      channel.fail(new Error('failure'))
    },
    leave: (reader: number): void => {
      model.leave(reader)
      void iterators[reader]?.return?.()
    },
    cancel: (): void => {
      if (!controller.signal.aborted) model.cancel()
      controller.abort()
    },
    compare: (): void => {
      const sorted = (map: ReadonlyMap<string, string>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
      same('what came of what', sorted(outcomes), sorted(model.outcomes))
    },
  }
}

type System = ReturnType<typeof systemOf>

const doing = (text: string, act: (system: System) => void) => ({ text, act })
const reader = fc.nat(readers - 1)
const sending = fc.constant(doing('send', ({ send }) => send()))
const reading = reader.map((n) => doing(`read by ${n}`, ({ read }) => read(n)))
const rarely = fc.oneof(
  fc.constant(doing('close', ({ close }) => close())),
  fc.constant(doing('fail', ({ fail }) => fail())),
  fc.constant(doing('cancel', ({ cancel }) => cancel())),
  reader.map((n) => doing(`reader ${n} leaves`, ({ leave }) => leave(n))),
)
const thing = fc.oneof(
  { weight: 5, arbitrary: sending },
  { weight: 5, arbitrary: reading },
  { weight: 2, arbitrary: rarely },
)

/** Some things, each so many turns of promises later, or when the scheduler says so. */
const commands = fc.commands(
  [
    fc.array(fc.tuple(fc.nat(5), thing), { minLength: 1, maxLength: 5 }).map(
      (things): fc.AsyncCommand<object, System, true> => ({
        check: async () => true,
        run: async (_, system) => {
          await Promise.all(
            things.map(async ([after, { act }]) => {
              if (after === 5) return system.later(() => act(system))
              await ticks(after)
              act(system)
            }),
          )
          await rest()
          system.compare()
        },
        toString: () => things.map(([after, { text }]) => `${after}: ${text}`).join('; '),
      }),
    ),
  ],
  { maxCommands: 8 },
)

/** Tries schedules, until one is found under which a channel is not what it should be. */
export const playChannel = (subject: typeof C, numRuns: number): Promise<fc.RunDetails<unknown>> =>
  fc.check(
    fc.asyncProperty(fc.scheduler(), fc.nat(3), commands, async (s, capacity, all) => {
      const system = systemOf(subject, capacity, s)
      await fc.scheduledModelRun(s, () => ({ model: {}, real: system }), all)
      await rest()
      system.compare()
      // Nobody waits for ever for what has ended.
      system.close()
      for (let n = 0; n < readers; n++) for (let i = 0; i < 12; i++) system.read(n)
      await rest()
      system.compare()
    }),
    { numRuns, endOnFailure: true },
  ) as Promise<fc.RunDetails<unknown>>
