/**
 * The built program with `--resume`, killed at some moment, again and again, until it is done.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ended, ended, type Life, type Moment } from './ended.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const module = fileURLToPath(new URL('fixtures/pipeline.mjs', import.meta.url))

export interface Place {
  readonly folder: string
  readonly rows: string
  readonly remove: () => void
}

/** A file of several parts: about 15 MB, of 4 MiB each. */
const writeRows = (path: string, count: number): void => {
  const lines: string[] = []
  for (let n = 0; n < count; n++)
    lines.push(
      `key ${(n * 7919) % 997},${n},${'some text to fill the line '.repeat(3).slice(n % 7)}${(n * 31) % 1009}\n`,
    )
  writeFileSync(path, `key,n,text\n${lines.join('')}`)
}

/** @param count of rows, 95 bytes each: few rows, and several parts all the same */
export const newPlace = (count = 160_000): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'floe-crash-'))
  for (const name of ['temporary', 'out']) mkdirSync(join(folder, name))
  writeRows(join(folder, 'rows.csv'), count)
  return { folder, rows: join(folder, 'rows.csv'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface Asked extends Moment {
  readonly plan: string
  /** The name of what is written, which says how. */
  readonly out: string
  readonly workers: number
}

const pathsOf = ({ folder }: Place, { out }: Asked) => ({ out: join(folder, 'out', out), resume: join(folder, 'run') })

export const runOnce = async (place: Place, asked: Asked): Promise<Ended> => {
  const { out, resume } = pathsOf(place, asked)
  const args = ['run', `${module}#${asked.plan}`, '--out', out, '--resume', resume, '--workers', `${asked.workers}`]
  return ended(
    [join(root, 'dist/cli/main.js'), ...args, '--on-error', 'reject', '--memory', '300MB'],
    { TMPDIR: join(place.folder, 'temporary'), FLOE_CRASH_ROWS: place.rows },
    () => existsSync(join(resume, 'run.json')),
    asked,
  )
}

/** The counts of a report, which do not depend on time. */
const countsOf = (err: string): string => /^[\d,]+ rows in → [\d,]+ out(?: · [\d,]+ rejected)?/m.exec(err)?.[0] ?? err

export interface Whole {
  readonly bytes: Buffer
  readonly counts: string
  readonly took: number
}

const clean = (place: Place): void => {
  rmSync(join(place.folder, 'run'), { recursive: true, force: true })
  rmSync(join(place.folder, 'out'), { recursive: true, force: true })
  mkdirSync(join(place.folder, 'out'))
}

/** What an undisturbed run writes. */
export const undisturbed = async (place: Place, asked: Asked): Promise<Whole> => {
  clean(place)
  const { code, err, took } = await runOnce(place, asked)
  if (code !== 0) throw new Error(`exit code ${code}: ${err}`)
  return { bytes: readFileSync(pathsOf(place, asked).out), counts: countsOf(err), took }
}

/** Kills a run at moments that `chance` gives until it is done, at most so often, and compares. */
export const life = async (
  place: Place,
  asked: Asked,
  whole: Whole,
  chance: () => number,
  most: number,
): Promise<Life> => {
  clean(place)
  const { out, resume } = pathsOf(place, asked)
  const wrong: string[] = []
  const name = `${asked.plan} to ${asked.out}, ${asked.workers} workers`
  let kills = 0
  let begun = 0
  for (;;) {
    // Half of them from the start on, which may be in the midst of it, half of them while it is at work.
    const since = chance() < 0.5 ? 'start' : 'begun'
    const after = Math.round(chance() * whole.took * (since === 'start' ? 1 : 0.5))
    const one = await runOnce(place, kills < most ? { ...asked, since, after } : asked)
    if (one.by === 'SIGKILL') {
      kills++
      if (existsSync(join(resume, 'run.json'))) begun++
      if (existsSync(out) && !readFileSync(out).equals(whole.bytes))
        wrong.push(`${name}: killed, and there is a part of the rows`)
      continue
    }
    if (one.code !== 0) {
      wrong.push(`${name}: after ${kills} kills, exit code ${one.code}: ${one.err}`)
      break
    }
    if (!readFileSync(out).equals(whole.bytes)) wrong.push(`${name}: after ${kills} kills, other bytes`)
    if (countsOf(one.err) !== whole.counts)
      wrong.push(`${name}: after ${kills} kills, ${countsOf(one.err)}, and not ${whole.counts}`)
    break
  }
  const left = [
    ...readdirSync(join(place.folder, 'out')).filter((one) => one !== asked.out),
    ...(existsSync(resume) ? readdirSync(resume) : []),
  ]
  if (left.length > 0) wrong.push(`${name}: left ${left.join(', ')}`)
  return { kills, begun, wrong }
}
