/**
 * A file system that tells how many bytes were written to it so far: at the first, and whenever they have doubled.
 */
import type { FileSystem } from './place-for-files.ts'

export const toldOf = (fs: FileSystem, tell: (bytes: number) => void): FileSystem => {
  let bytes = 0
  let next = 1
  return {
    ...fs,
    writeSync: ((...args: Parameters<FileSystem['writeSync']>) => {
      const written = fs.writeSync(...args)
      bytes += written
      if (bytes >= next) {
        next = 2 * bytes
        tell(bytes)
      }
      return written
    }) as FileSystem['writeSync'],
  }
}
