/**
 * The directory of a checkpoint: whose it is at the moment, which run it is of, and the journals in it. It stays when a process
 * ends, however it does, and is gone when the run is done.
 */
import { FloeError } from '../../error/floe-error.ts'
import { markOfProcess, mayBeThere } from '../living-process.ts'
import { checkIdentity, type Identity } from './identity.ts'
import { checkpointFailed, type Journal, openJournal } from './journal.ts'

export interface CheckpointDirectory {
  /** Of the run, the same in each process of it. */
  readonly id: string
  readonly journal: <R>(name: string) => Journal<R>
  /** Leaves it to the next process. */
  readonly close: () => void
  /** The run is done: nothing is left. */
  readonly finish: () => void
}

const runFile = 'run.json'
const lockFile = 'lock'
const ending = '.journal'

const isOurs = (name: string): boolean => name.startsWith(runFile) || name === lockFile || name.endsWith(ending)

/**
 * Begins a checkpoint where there is none, and goes on with one that is of the same run.
 *
 * @throws FloeError CheckpointRefused, CheckpointFailed
 */
export const openDirectory = (path: string, identity: Identity): CheckpointDirectory => {
  const fs = process.getBuiltinModule('node:fs')
  const { join } = process.getBuiltinModule('node:path')
  const tried = <A>(what: string, work: () => A): A => {
    try {
      return work()
    } catch (thrown) {
      throw thrown instanceof FloeError ? thrown : checkpointFailed(what, path, thrown)
    }
  }
  const lock = join(path, lockFile)
  const takeLock = (): void => {
    try {
      fs.writeFileSync(lock, markOfProcess(fs), { flag: 'wx', mode: 0o600 })
    } catch (thrown) {
      if ((thrown as { readonly code?: unknown }).code !== 'EEXIST') throw thrown
      const mark = fs.readFileSync(lock, 'utf8')
      if (mark !== markOfProcess(fs) && mayBeThere(fs, mark) === false) {
        fs.rmSync(lock, { force: true })
        takeLock()
        return
      }
      throw new FloeError('CheckpointRefused', {
        message: `another process works with the checkpoint in '${path}': ${mark}`,
        hint: `wait for it, or end it; if there is none on any machine, remove '${lock}'`,
      })
    }
  }
  const identify = (): string => {
    const file = join(path, runFile)
    if (fs.existsSync(file)) {
      const { id, ...before } = JSON.parse(fs.readFileSync(file, 'utf8')) as Identity & { readonly id: string }
      checkIdentity(path, before, identity)
      return id
    }
    const id = globalThis.crypto.randomUUID().replaceAll('-', '')
    // What is half written has no name.
    fs.writeFileSync(`${file}.new`, JSON.stringify({ id, ...identity }), { mode: 0o600, flush: true })
    fs.renameSync(`${file}.new`, file)
    return id
  }
  tried('opened', () => {
    fs.mkdirSync(path, { recursive: true, mode: 0o700 })
    const other = fs.readdirSync(path).find((name) => !isOurs(name))
    if (other !== undefined)
      throw new FloeError('CheckpointRefused', {
        message: `'${path}' is no directory of a checkpoint: there is '${other}' in it`,
        hint: 'name a directory of its own; it is made if it is not there',
      })
    takeLock()
  })
  const unlock = (): void => fs.rmSync(lock, { force: true })
  const journals: { readonly close: () => void }[] = []
  const close = (): void => {
    for (const journal of journals.splice(0)) journal.close()
    unlock()
  }
  try {
    const id = tried('read back', identify)
    return {
      id,
      journal: <R>(name: string) => {
        const journal = openJournal<R>(join(path, `${name}${ending}`))
        journals.push(journal)
        return journal
      },
      close,
      finish: () => {
        for (const journal of journals.splice(0)) journal.close()
        tried('removed', () => {
          // First what says that there is one.
          fs.rmSync(join(path, runFile), { force: true })
          for (const name of fs.readdirSync(path)) if (isOurs(name)) fs.rmSync(join(path, name), { force: true })
          fs.rmdirSync(path)
        })
      },
    }
  } catch (thrown) {
    unlock()
    throw thrown
  }
}
