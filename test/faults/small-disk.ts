/**
 * Runs whose disk is really full: temporary files are on a file system of a megabyte. Only who may mount one can see this.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { type Place, runProgram } from './program.ts'

/** What went wrong; undefined where nothing can be mounted. */
export const onSmallDisk = async (place: Place): Promise<readonly string[] | undefined> => {
  const temporary = `${place.temporary}-small`
  mkdirSync(temporary)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', temporary]).status !== 0) return undefined
  try {
    const wrong: string[] = []
    for (const workers of [1, 2])
      for (const plan of ['sorted', 'grouped', 'joined']) {
        const { code, err } = await runProgram({ ...place, temporary }, { plan, workers, memory: '500kB' })
        if (code !== 1 || !err.includes('FLOE401') || !err.includes('the disk is full'))
          wrong.push(`${plan}, ${workers} workers: exit code ${code}: ${err}`)
        const left = readdirSync(temporary)
        if (left.length > 0) wrong.push(`${plan}, ${workers} workers: left ${left.join(', ')}`)
      }
    return wrong
  } finally {
    spawnSync('umount', [temporary])
  }
}
