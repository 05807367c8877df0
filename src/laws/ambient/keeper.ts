/**
 * Keeps what all code shares as it was: what a function has written to the environment and to globals is taken back when a
 * trial is over, so that it spoils no other.
 */
import { type Change, changedGlobals, enumerableGlobals, newGlobals, undo } from './globals.ts'
import type { Watch } from './watch.ts'

/** What is known of a subject, in all its sessions. */
export interface Kept {
  /** Changes that it was seen to make. */
  readonly proven: Change[]
}

export interface Keeper {
  readonly note: (watch: Watch) => void
  /** What has changed, whoever did it. */
  readonly changes: () => readonly Change[]
  readonly prove: (changes: readonly Change[]) => void
  readonly tidy: () => void
}

export const setVariable = (name: string, value: string | undefined): void => {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

export const keeperOf = ({ proven }: Kept): Keeper => {
  const variables = new Map<string, string | undefined>()
  const [enumerable, before] = [enumerableGlobals(), changedGlobals()]
  const undone: Change[] = []
  return {
    note: ({ written }) => {
      for (const [name, { before: value }] of written) if (!variables.has(name)) variables.set(name, value)
    },
    changes: () => [...proven, ...undone, ...changedGlobals()],
    prove: (changes) => {
      proven.push(...changes)
    },
    tidy: () => {
      for (const [name, value] of variables) if (process.env[name] !== value) setVariable(name, value)
      for (const change of proven) undo(change)
      // What all objects have from now on spoils most: that is seen at a glance.
      if (enumerableGlobals() === enumerable) return
      for (const change of newGlobals(before)) {
        undo(change)
        undone.push(change)
      }
    },
  }
}
