/**
 * Traps: what stands in the place of something ambient while a function runs, and is taken out when it has run. For code
 * that is not under watch they do what they stand for.
 */
import { current, type Watch } from './watch.ts'

export type Plain = (this: unknown, ...args: readonly unknown[]) => unknown

/** Something ambient, and what stands in its place. */
export interface Trap {
  readonly object: object
  readonly key: string
  readonly standIn: (original: unknown) => unknown
}

/** How a method is answered under watch. */
export type Answer = (watch: Watch, original: Plain, self: unknown, args: readonly unknown[]) => unknown

/** A trap for a method: undefined where there is none of the name. */
export const methodTrap = (object: object, key: string, answer: Answer): readonly Trap[] =>
  typeof Reflect.get(object, key) !== 'function'
    ? []
    : [
        {
          object,
          key,
          standIn: (original) => {
            const method = original as Plain
            const stand = {
              // A method: it is no constructor, as what it stands for.
              [key](this: unknown, ...args: readonly unknown[]): unknown {
                const watch = current()
                return watch === undefined ? Reflect.apply(method, this, args) : answer(watch, method, this, args)
              },
            }[key] as Plain
            for (const name of Reflect.ownKeys(method))
              if (!Object.hasOwn(stand, name) && name !== 'prototype')
                Object.defineProperty(stand, name, Object.getOwnPropertyDescriptor(method, name) as PropertyDescriptor)
            return stand
          },
        },
      ]

/** A trap with what it stood for last, and what it made for that. */
interface Slot {
  readonly trap: Trap
  readonly fields: Record<string, unknown>
  original: unknown
  stand: unknown
}

const slots = new Map<readonly Trap[], readonly Slot[]>()

const slotsOf = (traps: readonly Trap[]): readonly Slot[] => {
  const known = slots.get(traps)
  if (known !== undefined) return known
  const made = traps.map(
    (trap): Slot => ({
      trap,
      fields: trap.object as Record<string, unknown>,
      original: undefined,
      stand: undefined,
    }),
  )
  slots.set(traps, made)
  return made
}

/** How often each list of traps was put in, and not yet taken out. */
const users = new Map<readonly Trap[], number>()

const stands = new WeakSet<object>()

/** Whether it stands in the place of something ambient for now. */
export const isStandIn = (value: unknown): boolean =>
  (typeof value === 'function' || (typeof value === 'object' && value !== null)) && stands.has(value)

/** Puts traps in, unless they are in. They come out when all who put them in have taken them out. */
export const putIn = (traps: readonly Trap[]): void => {
  const before = users.get(traps) ?? 0
  users.set(traps, before + 1)
  if (before > 0) return
  for (const slot of slotsOf(traps)) {
    const { trap, fields } = slot
    const found = fields[trap.key]
    if (found !== slot.original) {
      slot.original = found
      slot.stand = trap.standIn(found)
      stands.add(slot.stand as object)
    }
    fields[trap.key] = slot.stand
  }
}

export const takeOut = (traps: readonly Trap[]): void => {
  const left = (users.get(traps) ?? 0) - 1
  users.set(traps, left)
  if (left > 0) return
  // What the function itself has put there stays.
  for (const { trap, fields, original, stand } of slotsOf(traps))
    if (fields[trap.key] === stand) fields[trap.key] = original
}
