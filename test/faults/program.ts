/**
 * The built program on the plans of fixtures/pipeline.mjs, in a process group and with a directory of temporary files of its
 * own; and what is left of both when it has ended.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeRows } from './rows-file.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Place {
  readonly rows: string
  /** Where the program puts what does not fit. */
  readonly temporary: string
  /** Where it writes its rows. */
  readonly out: string
  readonly remove: () => void
}

export const newPlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'floe-faults-'))
  const place = { rows: join(folder, 'rows.csv'), temporary: join(folder, 'temporary'), out: join(folder, 'out') }
  mkdirSync(place.temporary)
  mkdirSync(place.out)
  writeRows(place.rows)
  return { ...place, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly err: string
  /** Milliseconds from the start, and from the signal that was sent, to the end. */
  readonly took: number
  readonly afterSignal: number | undefined
  /** Files and processes that are still there. */
  readonly left: readonly string[]
}

const isThere = (group: number): boolean => {
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

const hasFiles = (folder: string): boolean => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).some((one) => one.isFile())
  } catch {
    // A folder was removed while it was read.
    return false
  }
}

export interface Asked {
  readonly plan: string
  readonly workers: number
  readonly memory: string
  /** Which signal, and after how many milliseconds: of its start, or of the moment in which it first puts something aside. */
  readonly signal?: NodeJS.Signals
  readonly after?: number
  readonly since?: 'start' | 'aside'
  readonly env?: NodeJS.ProcessEnv
}

/** Runs the program, and sends it a signal unless it is sooner done. */
export const runProgram = async (
  { rows, temporary, out }: Place,
  { plan, workers, memory, signal, after = 0, since = 'start', env = {} }: Asked,
): Promise<Ended> => {
  const module = fileURLToPath(new URL('fixtures/pipeline.mjs', import.meta.url))
  const written = join(out, 'rows.csv')
  const args = ['run', `${module}#${plan}`, '--quiet', '--out', written, '--memory', memory, '--workers', `${workers}`]
  const begun = performance.now()
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH ?? '', TMPDIR: temporary, FLOE_FAULT_ROWS: rows, ...env },
  })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text
  })
  let sent: number | undefined
  const send = (): void => {
    sent = performance.now()
    child.kill(signal)
  }
  const isDue = (): boolean => since === 'start' || hasFiles(temporary)
  const timer = setInterval(() => {
    if (signal === undefined || !isDue()) return
    clearInterval(timer)
    later = setTimeout(send, after)
  }, 1)
  let later: NodeJS.Timeout | undefined
  const gone = new Promise<number>((done) => child.once('exit', () => done(performance.now())))
  const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((done) =>
    child.once('close', (code, by) => done([code, by])),
  )
  const end = await gone
  const [code, by] = await ended
  clearInterval(timer)
  clearTimeout(later)
  const files = [...readdirSync(temporary), ...readdirSync(out).filter((name) => code !== 0 || name !== 'rows.csv')]
  rmSync(written, { force: true })
  return {
    code,
    signal: by,
    err,
    took: end - begun,
    afterSignal: sent === undefined ? undefined : end - sent,
    left: [...files, ...(isThere(child.pid as number) ? ['a process'] : [])],
  }
}
