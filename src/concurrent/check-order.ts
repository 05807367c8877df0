/**
 * Whether asking for a lock could end in a deadlock: decided by the order in which locks were asked for so far, as lockdep does
 * in Linux, so that it does not take the unlucky moment to find out.
 *
 * Each time that a lock is asked for while another is held is an edge of a graph. As long as no path leads back, whoever waits
 * waits for somebody further down, and so somebody can always go on. What would close a circle is refused, whether or not
 * anybody waits at that moment.
 */
import { deadlock } from './deadlock.ts'
import { type Holding, type Lock, stillHeld } from './holding.ts'

/** The locks that were asked for while one was held, and where that was seen first. No lock is kept because of this. */
const after = new WeakMap<Lock, Map<WeakRef<Lock>, Error>>()
const refs = new WeakMap<Lock, WeakRef<Lock>>()

const refOf = (lock: Lock): WeakRef<Lock> => {
  const ref = refs.get(lock) ?? new WeakRef(lock)
  refs.set(lock, ref)
  return ref
}

/** A way from one lock to another, along what was asked for while the one before was held. */
const wayFrom = (from: Lock, to: Lock): readonly Lock[] | undefined => {
  const cameFrom = new Map<Lock, Lock | undefined>([[from, undefined]])
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) {
      const way: Lock[] = []
      for (let one: Lock | undefined = at; one !== undefined; one = cameFrom.get(one)) way.unshift(one)
      return way
    }
    for (const ref of after.get(at)?.keys() ?? []) {
      const next = ref.deref()
      if (next === undefined || cameFrom.has(next)) continue
      cameFrom.set(next, at)
      open.push(next)
    }
  }
  return undefined
}

/** So many are remembered before it is looked which of them are gone. */
const fewest = 64

const remember = (before: Lock, lock: Lock): void => {
  const known = after.get(before) ?? new Map<WeakRef<Lock>, Error>()
  after.set(before, known)
  known.set(refOf(lock), new Error(`'${lock.name}' was asked for by one who held '${before.name}'`))
  // At powers of two, so that looking costs little for each.
  if (known.size >= fewest && (known.size & (known.size - 1)) === 0)
    for (const ref of known.keys()) if (ref.deref() === undefined) known.delete(ref)
}

/** @throws FloeError Deadlock, if others asked the other way round, or if it is held already */
export const checkOrder = (lock: Lock, count: number, within: Holding | undefined): void => {
  const held = stillHeld(within)
  // What was asked for in this order before was looked at then.
  const fresh = held.filter((one) => after.get(one.lock)?.has(refOf(lock)) !== true)
  for (const one of fresh) {
    const circle = wayFrom(lock, one.lock)
    if (circle === undefined) continue
    const next = circle[1]
    const seen = next === undefined ? undefined : after.get(lock)?.get(refOf(next))
    throw deadlock({ lock, count, held, circle, seen })
  }
  for (const one of fresh) remember(one.lock, lock)
}
