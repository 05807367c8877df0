/**
 * The private directory of a run: made when the first file is wanted, gone when the run has ended, however it ended. What a
 * process left that was killed is removed when the next one makes one.
 *
 * Its name says on which machine and by which process it was made, so that nobody removes what somebody else is using.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const beginning = `floe-${machine}-`

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    // Whoever may not be asked is there.
    return (thrown as { readonly code?: string }).code !== 'ESRCH'
  }
}

const isOurs = (path: string): boolean => {
  try {
    return process.getuid === undefined || statSync(path).uid === process.getuid()
  } catch {
    return false
  }
}

/** Removes the directories of processes of this machine that are no more. What cannot be removed stays. */
export const removeStale = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(beginning) ? Number(name.slice(beginning.length).split('-')[0]) : Number.NaN
    const path = join(parent, name)
    if (!(pid > 0) || isAlive(pid) || !isOurs(path)) continue
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}

export interface Directory {
  readonly path: string
  readonly remove: () => void
}

let hasLooked = false

/** A new one, which only this user can look into (`mkdtemp` makes such). Also a process that ends at once removes it. */
export const newDirectory = (parent: string = tmpdir()): Directory => {
  if (!hasLooked) removeStale(parent)
  hasLooked = true
  const path = mkdtempSync(join(parent, `${beginning}${process.pid}-`))
  const remove = (): void => {
    process.removeListener('exit', remove)
    rmSync(path, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return { path, remove }
}
