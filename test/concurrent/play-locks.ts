/**
 * Tasks that take locks within locks, as chance has it, under a scheduler; and an account of their orders of its own. Whatever they do,
 * they come to an end; and what is refused is what the account says.
 */
import fc from 'fast-check'
import type * as C from 'floe/concurrent'
import { same } from './same.ts'
import { rest } from './ticks.ts'

/**
 * A lock that is taken, and what is done while it is held: one after the other, all at the same time, or begun and left alone, so
 * that it goes on when the lock is held no more.
 */
interface Taking {
  readonly lock: number
  readonly count: number
  readonly inner: readonly Taking[]
  readonly how: 'in turn' | 'together' | 'left alone'
  /** Whether the task goes on when one of the inner is refused. */
  readonly isPatient: boolean
}

const locks = 4
const permitsOf = [1, 1, 2, 3]

/** Locks within locks, so deep at most. */
const takingTo = (depth: number): fc.Arbitrary<Taking> =>
  fc.record({
    lock: fc.nat(locks - 1),
    count: fc.integer({ min: 1, max: 3 }),
    inner: depth === 1 ? fc.constant([]) : fc.array(takingTo(depth - 1), { maxLength: 2 }),
    how: fc.constantFrom('in turn', 'together', 'left alone'),
    isPatient: fc.boolean(),
  })

/** The same, but that locks are taken by their numbers only. */
const inOrder = (one: Taking, from = 0): Taking | undefined => {
  if (from === locks) return undefined
  const lock = from + (one.lock % (locks - from))
  const inner = one.inner.flatMap((next) => inOrder(next, lock + 1) ?? [])
  return { ...one, lock, inner }
}

/** Which lock was asked for while which other was held, and what follows: a table that is closed anew each time. */
const accountOf = () => {
  const after = Array.from({ length: locks }, (_, a) => Array.from({ length: locks }, (_, b) => a === b))
  return {
    ask: (held: readonly number[], lock: number): 'refused' | 'waits' => {
      if (held.some((one) => after[lock]?.[one])) return 'refused'
      const row = (a: number): boolean[] => after[a] as boolean[]
      for (const one of held) row(one)[lock] = true
      for (let k = 0; k < locks; k++)
        for (let a = 0; a < locks; a++) for (let b = 0; b < locks; b++) if (row(a)[k] && row(k)[b]) row(a)[b] = true
      return 'waits'
    },
  }
}

interface Held {
  readonly lock: number
  isOver: boolean
}

const play = async (subject: typeof C, s: fc.Scheduler, tasks: readonly Taking[]) => {
  const semaphores = permitsOf.map((permits, n) => subject.semaphore(permits, `lock ${n}`))
  const account = accountOf()
  const problems: unknown[] = []
  let open = 0
  let refused = 0
  const run = async ({ lock, count, inner, how, isPatient }: Taking, around: readonly Held[]): Promise<void> => {
    const held = around.filter(({ isOver }) => !isOver)
    const expected = account.ask(
      held.map((one) => one.lock),
      lock,
    )
    const own: Held = { lock, isOver: false }
    const within = async (next: Taking): Promise<void> => {
      await s.schedule(Promise.resolve(), `lock ${next.lock}`)
      await run(next, [...held, own]).catch((thrown) => {
        if (thrown._tag !== 'Deadlock' || !isPatient) throw thrown
      })
    }
    const body = async (): Promise<void> => {
      same('it began', 'waits', expected)
      if (how === 'in turn') for (const next of inner) await within(next)
      else if (how === 'left alone') for (const next of inner) begin(() => within(next))
      else
        for (const result of await Promise.allSettled(inner.map(within)))
          if (result.status === 'rejected') throw result.reason
    }
    const semaphore = semaphores[lock] as C.Semaphore
    const work = subject.withPermits(semaphore, Math.min(count, semaphore.permits), () =>
      body().finally(() => {
        own.isOver = true
      }),
    )
    if (expected === 'refused') {
      refused++
      same('it is refused', await work.catch(({ _tag }) => _tag), 'Deadlock')
    }
    await work
  }
  const begin = (f: () => Promise<void>): void => {
    open++
    f()
      .catch((thrown) => {
        if (thrown._tag !== 'Deadlock') problems.push(thrown)
      })
      .finally(() => open--)
  }
  for (const task of tasks)
    begin(async () => {
      await s.schedule(Promise.resolve(), 'begin')
      await run(task, [])
    })
  // A long way back through tasks within tasks may take more than one rest, and there may be something to do at the end of it.
  for (let quiet = 0; quiet < 10; quiet++) {
    await rest()
    if (s.count() === 0) continue
    await s.waitOne()
    quiet = -1
  }
  if (problems.length > 0) throw problems[0]
  same('how many wait for ever', open, 0)
  return refused
}

const several = fc.array(takingTo(3), { minLength: 2, maxLength: 5 })

/** Tries schedules, until one is found under which tasks wait for ever, or what is refused is not what should be. */
export const playLocks = (subject: typeof C, numRuns: number): Promise<fc.RunDetails<unknown>> =>
  fc.check(
    fc.asyncProperty(fc.scheduler(), several, async (s, tasks) => {
      await play(subject, s, tasks)
    }),
    { numRuns, endOnFailure: true },
  ) as Promise<fc.RunDetails<unknown>>

/** Tries tasks that keep to one order: none of them may be refused. */
export const playOrdered = (subject: typeof C, numRuns: number): Promise<fc.RunDetails<unknown>> =>
  fc.check(
    fc.asyncProperty(fc.scheduler(), several, async (s, tasks) => {
      same(
        'how many are refused',
        await play(
          subject,
          s,
          tasks.flatMap((task) => inOrder(task) ?? []),
        ),
        0,
      )
    }),
    { numRuns, endOnFailure: true },
  ) as Promise<fc.RunDetails<unknown>>
