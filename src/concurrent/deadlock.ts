/**
 * The error of a deadlock, in words: who holds what, who waits for what, and which orders of asking go together so badly.
 */
import { FloeError } from '../error/floe-error.ts'
import { type Holding, type Lock, stillHeld } from './holding.ts'

export interface Deadlock {
  /** What is asked for. */
  readonly lock: Lock
  readonly count: number
  /** What is held by who asks, the innermost first. */
  readonly held: readonly Holding[]
  /** From the lock that is asked for to one that is held: each was asked for while the one before was held. */
  readonly circle: readonly Lock[]
  /** Where the first step of it was seen. */
  readonly seen: Error | undefined
}

/** More lines than this nobody reads. */
const mostTasks = 8

/** Names of locks, with a number where several have one name. */
const namer = (): ((lock: Lock) => string) => {
  const known = new Map<string, Lock[]>()
  return (lock) => {
    const same = known.get(lock.name) ?? []
    known.set(lock.name, same)
    if (!same.includes(lock)) same.push(lock)
    const number = same.indexOf(lock)
    return number === 0 ? `'${lock.name}'` : `'${lock.name}' (${number + 1})`
  }
}

/** Those besides the one who asks: who waits for a lock of the circle, and who holds one and waits for none. */
const others = (circle: readonly Lock[], own: readonly Holding[]): readonly Holding[] => {
  const waiting = circle.flatMap((lock) => [...lock.waiting])
  const known = new Set([...own, ...waiting.flatMap((one) => stillHeld(one.within))])
  return [...waiting, ...circle.flatMap((lock) => [...lock.held].filter((one) => !known.has(one)))]
}

export const deadlock = ({ lock, count, held, circle, seen }: Deadlock): FloeError<'Deadlock'> => {
  const name = namer()
  const counted = (one: Pick<Holding, 'lock' | 'count'>): string =>
    one.lock.permits === 1 ? name(one.lock) : `${one.count} of ${one.lock.permits} of ${name(one.lock)}`
  const list = (all: readonly Holding[]): string => all.toReversed().map(counted).join(', ')
  const asked = counted({ lock, count })
  const tasks = others(circle, held)
  const graph = [
    `this task holds ${list(held)}, and asks for ${asked}`,
    ...tasks.slice(0, mostTasks).map((one, i) => {
      const isWaiting = one.lock.waiting.has(one)
      const holds = isWaiting ? stillHeld(one.within) : [one, ...stillHeld(one.within)]
      const parts = [
        ...(holds.length > 0 ? [`holds ${list(holds)}`] : []),
        ...(isWaiting ? [`waits for ${counted(one)}`] : []),
      ]
      return `task ${i + 1} ${parts.join(', and ')}`
    }),
    ...(tasks.length > mostTasks ? [`and ${tasks.length - mostTasks} more`] : []),
  ]
  const orders = circle
    .slice(1)
    .map((next, i) => `${name(next)} was asked for by one who held ${name(circle[i] as Lock)}`)
  const isSame = circle.length === 1
  return new FloeError('Deadlock', {
    message: [
      isSame
        ? `${asked} is asked for by who holds ${name(lock)} already`
        : `${asked} is asked for by who holds ${name(circle.at(-1) as Lock)}, and the other way round before: such tasks can wait for each other for ever`,
      ...[...graph, ...orders].map((line) => `    ${line}`),
    ].join('\n'),
    hint: isSame
      ? lock.permits === 1
        ? 'do what is to be done in the body that holds it'
        : 'ask at once for as many permits as are needed'
      : 'ask for locks in the same order everywhere, or give back the one before asking for the other',
    cause: seen,
  })
}
