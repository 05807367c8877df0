/**
 * A state of keys that holds no more than there is room for.
 *
 * It takes no new keys when it is full. Where what it has of its keys outgrows the room, it gives up some of them, those that
 * came last, who go where the rows of unknown keys are. The first key it takes, and keeps, in any case.
 */
import type { Key } from '../../../data/key.ts'
import { FloeError } from '../../../error/floe-error.ts'

/** What a state has of its keys. */
export interface Keyed<G> {
  readonly groups: ReadonlyMap<Key, G>
  /** Whether keys that are not known are not taken any more. */
  readonly isFull: () => boolean
  /** Whether it has given keys up. */
  readonly isParted: () => boolean
  readonly add: (key: Key, group: G, bytes: number) => void
  /** What is there has become more. It may be given up at once. */
  readonly grow: (bytes: number) => void
  readonly clear: () => void
}

interface Told<G> {
  /** How many bytes it may have. */
  readonly room: number
  /** What a group has, which may be less than was said of it when it grew. */
  readonly bytesOf: (group: G) => number
  /** Puts what is known of a key aside. */
  readonly giveUp: (key: Key, group: G) => void
  /** Finds another place for the only group that there is, for which the room is too small: it is a state no more. */
  readonly outgrow?: (key: Key, group: G) => void
}

/** What one key may have, however little room there is: what has no parts cannot be put aside. */
const mostOfOne = 16 * 2 ** 20

const tooLarge = (what: string, room: number): FloeError =>
  new FloeError('SpillFailed', {
    message: `${what} takes more memory than there is for all of its stage, ${Math.floor(room / 1e6)} MB`,
    hint: "allow more: memory: '2GB'",
  })

/** How many bytes a state may have before it is looked at again, given what it had when it was. */
export const mostAfter = (room: number, used: number, keys: number): number => {
  if (keys === 1 && used > Math.max(room, mostOfOne)) throw tooLarge('one key', room)
  return Math.max(room, used * 1.5)
}

export const newKeyed = <G>({ room, bytesOf, giveUp, outgrow }: Told<G>): Keyed<G> => {
  const groups = new Map<Key, G>()
  let used = 0
  let most = room
  let isFull = false
  let isParted = false
  /** Too much, as it seems: it is looked at. */
  const look = (): void => {
    used = 0
    for (const group of groups.values()) used += bytesOf(group)
    if (used <= room * 0.75) return
    isFull = true
    const keys = [...groups.keys()]
    while (used > room / 2 && keys.length > 1) {
      const key = keys.pop() as Key
      const group = groups.get(key) as G
      used -= bytesOf(group)
      groups.delete(key)
      giveUp(key, group)
      isParted = true
    }
    const [only] = keys
    if (keys.length === 1 && only !== undefined && outgrow !== undefined && used > room) {
      const group = groups.get(only) as G
      groups.delete(only)
      outgrow(only, group)
      used = 0
    }
    most = mostAfter(room, used, groups.size)
  }
  return {
    groups,
    isFull: () => isFull,
    isParted: () => isParted,
    add: (key, group, bytes) => {
      groups.set(key, group)
      used += bytes
      if (used > room) isFull = true
    },
    grow: (bytes) => {
      used += bytes
      if (used > most) look()
    },
    clear: () => groups.clear(),
  }
}
