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

interface InPlace {
  readonly trap: Trap
  readonly original: unknown
}

const made = new Map<Trap, { readonly original: unknown; readonly stand: unknown }>()

const standFor = (trap: Trap, original: unknown): unknown => {
  const known = made.get(trap)
  if (known !== undefined && known.original === original) return known.stand
  const stand = trap.standIn(original)
  made.set(trap, { original, stand })
  return stand
}

let users = 0
let set: readonly InPlace[] = []

/** Puts traps in, unless they are in. They come out when all who put them in have taken them out. */
export const putIn = (traps: readonly Trap[]): void => {
  if (users++ > 0) return
  set = traps.flatMap((trap) => {
    const original: unknown = Reflect.get(trap.object, trap.key)
    return Reflect.set(trap.object, trap.key, standFor(trap, original)) ? [{ trap, original }] : []
  })
}

export const takeOut = (): void => {
  if (--users > 0) return
  for (const { trap, original } of set) {
    // What the function itself has put there stays.
    if (Reflect.get(trap.object, trap.key) === standFor(trap, original)) Reflect.set(trap.object, trap.key, original)
  }
  set = []
}
