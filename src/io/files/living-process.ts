/**
 * Which process something is of, and whether that is still there: by machine, number, and when it began, as numbers are given
 * again, and machines may share a disk.
 */
import type * as fs from 'node:fs'

type Reading = Pick<typeof fs, 'readFileSync'>

/** When a process began, as Linux has it; other systems do not say. */
const beginningOf = (fs: Reading, pid: number): string => {
  try {
    return `${fs.readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[19]}`
  } catch {
    return 'unknown'
  }
}

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as { readonly code?: unknown }).code !== 'ESRCH'
  }
}

const nameOfMachine = (): string => process.getBuiltinModule('node:os').hostname().replaceAll('-', '_')

/** What says which process this is: letters, digits and dashes. */
export const markOfProcess = (fs: Reading): string =>
  `${nameOfMachine()}-${process.pid}-${beginningOf(fs, process.pid)}`

/** Whether the process of a mark may still be there; undefined of text that is none. Of another machine nobody knows. */
export const mayBeThere = (fs: Reading, mark: string): boolean | undefined => {
  const [, machine, pid, beginning] = /^([^-]*)-(\d+)-(\w+)/.exec(mark) ?? []
  if (pid === undefined) return undefined
  if (machine !== nameOfMachine()) return true
  const now = beginningOf(fs, Number(pid))
  return isThere(Number(pid)) && (now === beginning || now === 'unknown' || beginning === 'unknown')
}
