/**
 * The program is killed outright while it has put rows aside: what it leaves of these, and beside the file that it writes, the next
 * run removes.
 */
import { readdirSync } from 'node:fs'
import { type Place, runProgram } from './program.ts'

export interface Killed {
  /** How many left something. */
  readonly left: number
  readonly wrong: readonly string[]
}

export const killedOutright = async (place: Place, count: number): Promise<Killed> => {
  const run = { plan: 'sorted', memory: '1MB' }
  const wrong: string[] = []
  let left = 0
  for (let i = 0; i < count; i++) {
    const workers = 1 + (i % 2)
    await runProgram(place, { ...run, workers, signal: 'SIGKILL', since: 'aside' })
    if (readdirSync(place.temporary).length > 0) left++
    const { code, err } = await runProgram(place, { ...run, workers: 1 })
    if (code !== 0) wrong.push(`after a kill, exit code ${code}: ${err}`)
    const still = [...readdirSync(place.temporary), ...readdirSync(place.out)]
    if (still.length > 0) wrong.push(`the next run has left ${still.join(', ')}`)
  }
  return { left, wrong }
}
