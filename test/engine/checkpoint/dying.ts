/**
 * A process that dies, without a process: from one of its operations on files on, none has any effect, and each throws. What it does
 * after that is what a dead process does not do, so it must not matter. Nobody waits for the disk: it is the machine that does not
 * die.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Dying {
  /** How many operations there were. */
  readonly count: () => number
  /** Something that is done besides files, which may be the last. */
  readonly operation: () => void
}

export interface Death {
  /** Which operation is the last, counted from 0; it never comes if it is not given. */
  readonly at?: number
  /** Of what is written last a half is written. */
  readonly isTorn?: boolean
  /** What it fails with, if it is no death: as a full disk does. It fails from then on, too. */
  readonly code?: string
}

class Died extends Error {
  readonly code: string
  constructor(code: string) {
    super(`${code}: it died`)
    this.code = code
  }
}

type Operation = (...given: never[]) => unknown
type Operations = Record<string, Operation>

/** What is given to an operation that writes, cut in half. */
const halved = (name: string, given: readonly unknown[]): readonly unknown[] => {
  if (name === 'writeFileSync')
    return [given[0], String(given[1]).slice(0, String(given[1]).length / 2), ...given.slice(2)]
  const at = name === 'writeSync' ? 3 : 2
  return given.map((one, i) => (i === at ? Math.floor(Number(one) / 2) : one))
}

const writing = new Set(['writeFileSync', 'writeSync', 'write'])
const syncs = new Set(['fdatasyncSync', 'sync'])

let prototype: object | undefined
/** The methods of files that are open. */
const fileHandle = async (): Promise<object> => {
  if (prototype === undefined) {
    const path = join(tmpdir(), `floe-handle-${process.pid}`)
    const handle = await fs.promises.open(path, 'w')
    prototype = Object.getPrototypeOf(handle) as object
    await handle.close()
    fs.rmSync(path)
  }
  return prototype
}

/** Does some work in a process that dies. */
export const dying = async <A>(
  { at, isTorn = false, code = 'EIO' }: Death,
  work: (dying: Dying) => Promise<A>,
): Promise<A> => {
  const handles = await fileHandle()
  let done = 0
  const isOver = (): boolean => at !== undefined && done > at
  const next = (): boolean => {
    done++
    return isOver()
  }
  const patched: (readonly [Operations, string, Operation])[] = []
  const patch = (of: object, names: readonly string[], isAsync: boolean): void => {
    const all = of as Operations
    for (const name of names) {
      const real = all[name] as Operation
      patched.push([all, name, real])
      all[name] = function (this: unknown, ...given: never[]): unknown {
        if (name === 'openSync' && (given[1] === undefined || (given[1] as unknown) === 'r'))
          return real.apply(this, given)
        if (name === 'writeFileSync')
          (given as unknown[])[2] = { ...(given as readonly unknown[] as readonly object[])[2], flush: false }
        if (!next()) return syncs.has(name) ? (isAsync ? Promise.resolve() : undefined) : real.apply(this, given)
        const fail = (): never => {
          throw new Died(code)
        }
        if (!isTorn || done !== (at as number) + 1 || !writing.has(name))
          return isAsync ? Promise.reject(new Died(code)) : fail()
        const half = real.apply(this, halved(name, given) as never[])
        return isAsync ? (half as Promise<unknown>).then(fail) : fail()
      }
    }
  }
  patch(
    fs,
    [
      'mkdirSync',
      'openSync',
      'writeFileSync',
      'renameSync',
      'rmSync',
      'rmdirSync',
      'writeSync',
      'ftruncateSync',
      'fdatasyncSync',
    ],
    false,
  )
  patch(fs.promises, ['open', 'rename', 'unlink', 'mkdir', 'rm', 'link', 'rmdir'], true)
  patch(handles, ['write', 'sync', 'truncate', 'chmod'], true)
  syncBuiltinESMExports()
  try {
    return await work({
      count: () => done,
      operation: () => {
        if (next()) throw new Died(code)
      },
    })
  } finally {
    for (const [of, name, real] of patched) of[name] = real
    syncBuiltinESMExports()
  }
}

/** The lock that a process has left by dying is this process's own, which lives: now it is a dead one's. */
export const leaveLock = (directory: string): void => {
  if (!fs.existsSync(directory)) return
  for (const name of fs.readdirSync(directory))
    if (name.startsWith('lock-'))
      fs.renameSync(join(directory, name), join(directory, name.replace(/-\d+-\w+$/, '-4194305-1')))
}
