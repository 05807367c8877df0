/**
 * A process that is sent a signal at some moment, unless it is done before. Knows not what it does.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** When a signal is sent, and which. */
export interface Moment {
  readonly signal?: NodeJS.Signals
  /** Milliseconds to the signal: from the start, or from when there is something to go on with. No signal without it. */
  readonly after?: number
  readonly since?: 'start' | 'begun'
}

export interface Ended {
  readonly code: number | null
  readonly by: NodeJS.Signals | null
  readonly err: string
  readonly took: number
}

/** How killing a run again and again went. */
export interface Life {
  readonly kills: number
  /** Of which there was something to go on with. */
  readonly begun: number
  readonly wrong: readonly string[]
}

/** Runs Node to its end. `isBegun` says whether there is something to go on with. */
export const ended = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  isBegun: () => boolean,
  { signal = 'SIGKILL', after, since = 'start' }: Moment,
): Promise<Ended> => {
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  let timer: NodeJS.Timeout | undefined
  const looking =
    after === undefined
      ? undefined
      : setInterval(() => {
          if (since === 'begun' && !isBegun()) return
          clearInterval(looking)
          timer = setTimeout(() => child.kill(signal), after)
        }, 1)
  const [code, by] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  clearInterval(looking)
  clearTimeout(timer)
  return { code, by, err, took: performance.now() - begun }
}
