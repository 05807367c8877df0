/**
 * The directory of a checkpoint: whose it is at the moment, which run it is of, and the journals in it. It stays when a process
 * ends, however it does, and is gone when the run is done.
 */
import { FloeError } from '../../error/floe-error.ts'
import { markOfProcess, mayBeThere } from '../../io/files/living-process.ts'
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
/** With the mark of its process behind it. */
const lockPrefix = 'lock-'
const ending = '.journal'

const isOurs = (name: string): boolean =>
  name.startsWith(runFile) || name.startsWith(lockPrefix) || name.endsWith(ending)

/** Journals of parts, then of the sink, then what names the run: what is left is that of a run which has done less, or nothing. */
const inOrderOfRemoval = (names: readonly string[]): readonly string[] => {
  const rank = (name: string): number =>
    name.startsWith(runFile) ? 2 : name === `sink${ending}` || name === `rejects${ending}` ? 1 : 0
  return [...names].sort((a, b) => rank(a) - rank(b))
}

interface Run extends Identity {
  readonly id: string
}

const isRun = (value: unknown): value is Run => {
  const { id, version, written, executed, inputs, asked } = (value ?? {}) as Partial<Run>
  return (
    /^[0-9a-f]{32}$/.test(String(id)) &&
    typeof version === 'string' &&
    [written, executed, inputs].every(Array.isArray) &&
    typeof asked === 'object'
  )
}

const runOf = (text: string): Run | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isRun(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Begins a checkpoint where there is none, and goes on with one that is of the same run.
 *
 * @throws FloeError CheckpointRefused, CheckpointFailed
 */
export const openDirectory = (path: string, identity: Identity): CheckpointDirectory => {
  const fs = process.getBuiltinModule('node:fs')
  const { basename, dirname, join, resolve } = process.getBuiltinModule('node:path')
  const tried = <A>(what: string, work: () => A): A => {
    try {
      return work()
    } catch (thrown) {
      throw thrown instanceof FloeError ? thrown : checkpointFailed(what, path, thrown)
    }
  }
  const mark = markOfProcess(fs)
  const lock = join(path, `${lockPrefix}${mark}`)
  const unlock = (): void => fs.rmSync(lock, { force: true })
  const heldBy = (other: string): FloeError =>
    new FloeError('CheckpointRefused', {
      message: `another process works with the checkpoint in '${path}': ${other.slice(lockPrefix.length)}`,
      hint: `wait for it, or end it; if there is none on any machine, remove '${join(path, other)}'`,
    })
  /** Each process has a file of its own, since a name is there or is not. Of two that come at the same time both may give way. */
  const takeLock = (): void => {
    try {
      fs.closeSync(fs.openSync(lock, 'wx', 0o600))
    } catch (thrown) {
      throw (thrown as { readonly code?: unknown }).code === 'EEXIST' ? heldBy(`${lockPrefix}${mark}`) : thrown
    }
    for (const other of fs.readdirSync(path)) {
      if (!other.startsWith(lockPrefix) || other === `${lockPrefix}${mark}`) continue
      if (mayBeThere(fs, other.slice(lockPrefix.length)) === false) fs.rmSync(join(path, other), { force: true })
      else {
        unlock()
        throw heldBy(other)
      }
    }
  }
  const identify = (): string => {
    const file = join(path, runFile)
    if (fs.existsSync(file)) {
      const before = runOf(fs.readFileSync(file, 'utf8'))
      if (before === undefined)
        throw new FloeError('CheckpointFailed', {
          message: `the checkpoint could not be read back: '${file}' is damaged`,
          hint: `begin again: remove '${path}'`,
        })
      checkIdentity(path, before, identity)
      return before.id
    }
    // Of what run they are nobody knows.
    for (const name of fs.readdirSync(path)) if (name.endsWith(ending)) fs.rmSync(join(path, name), { force: true })
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
  /** What is left of runs that were done, and died while they cleaned up. */
  const doneBeside = `${basename(resolve(path))}.done-`
  const beside = dirname(resolve(path))
  /** All of it is gone at once, if it may be renamed: then it is never seen in parts. */
  const vanished = (id: string): boolean => {
    const aside = join(beside, `${doneBeside}${id}`)
    try {
      fs.renameSync(path, aside)
    } catch (thrown) {
      if (['EACCES', 'EPERM', 'EBUSY', 'EXDEV'].includes(String((thrown as { readonly code?: unknown }).code)))
        return false
      throw thrown
    }
    fs.rmSync(aside, { recursive: true, force: true })
    return true
  }
  tried('opened', () => {
    for (const name of fs.readdirSync(beside))
      if (name.startsWith(doneBeside)) fs.rmSync(join(beside, name), { recursive: true, force: true })
  })
  const journals: { readonly close: () => void }[] = []
  const close = (): void => {
    // What has gone wrong before is what is told.
    for (const leave of [...journals.splice(0).map((journal) => journal.close), unlock])
      try {
        leave()
      } catch {}
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
          if (vanished(id)) return
          const names = fs.readdirSync(path).filter((name) => isOurs(name) && !name.startsWith(lockPrefix))
          for (const name of inOrderOfRemoval(names)) fs.rmSync(join(path, name), { force: true })
          unlock()
          try {
            fs.rmdirSync(path)
          } catch (thrown) {
            // The next one is there already.
            if ((thrown as { readonly code?: unknown }).code !== 'ENOTEMPTY') throw thrown
          }
        })
      },
    }
  } catch (thrown) {
    close()
    throw thrown
  }
}
