/**
 * Which files of a directory this process has open. Linux tells; elsewhere the answer is none, and tests prove less.
 */
import { readdirSync, readlinkSync } from 'node:fs'

export const openHandles = (directory: string): readonly string[] => {
  try {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        const path = readlinkSync(`/proc/self/fd/${fd}`)
        return path.startsWith(directory) ? [path] : []
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}
