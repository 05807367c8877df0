/**
 * A PostgreSQL server of Debian's: installed if it is not there, started on loopback with a directory of its own, stopped by its
 * number. It forgets what it should keep (`fsync=off`): it is for tests.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

export interface Server {
  readonly url: string
  readonly port: number
  /** The number of its first process. */
  readonly pid: number
  /** `SIGKILL`, as when the machine fails. */
  readonly kill: () => Promise<void>
  /** Starts it again, on the same port and the same data. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const installations = '/usr/lib/postgresql'

/** The newest that is installed. */
const found = (): string | undefined =>
  (existsSync(installations) ? readdirSync(installations) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(installations, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))

/** @throws Error if there is no server, and none can be installed */
export const programs = (): string => {
  const before = found()
  if (before !== undefined) return before
  console.log('PostgreSQL is not installed: apt-get install postgresql')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: readonly string[]): void => {
    execFileSync('apt-get', ['-qq', '-y', '-o', 'Dpkg::Options::=--force-confold', ...args], { stdio: 'inherit', env })
  }
  try {
    // Debian's package would make a database of its own, and start it.
    mkdirSync('/etc/postgresql-common', { recursive: true })
    const settings = '/etc/postgresql-common/createcluster.conf'
    if (!existsSync(settings)) writeFileSync(settings, 'create_main_cluster = false\n')
    apt('update')
    apt('install', '--no-install-recommends', 'postgresql')
  } catch (thrown) {
    throw new Error('PostgreSQL could not be installed: as root, apt-get install postgresql', { cause: thrown })
  }
  const after = found()
  if (after === undefined) throw new Error(`PostgreSQL was installed, and is not in ${installations}`)
  return after
}

/** It will not run as root: then as who Debian's package makes. */
const identity = (): { readonly uid?: number; readonly gid?: number } => {
  if (process.getuid?.() !== 0) return {}
  const id = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/**
 * Everybody is let in, but who is called `guarded`, who needs a password.
 *
 * @param settings of the server, besides its usual ones: `max_connections=10`
 */
export const startServer = async (settings: readonly string[] = []): Promise<Server> => {
  const bin = programs()
  const owner = identity()
  const folder = mkdtempSync(join(tmpdir(), 'floe-postgres-'))
  chmodSync(folder, 0o700)
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = ['-D', data, '-A', 'trust', '-U', 'floe', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(bin, 'initdb'), options, { ...owner, cwd: folder, stdio: 'pipe' })
  const rules = join(data, 'pg_hba.conf')
  writeFileSync(rules, `host all guarded 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, 'utf8')}`)
  const port = await freePort()
  const url = `postgres://floe@127.0.0.1:${port}/postgres`
  const set = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'timezone=America/St_Johns',
    'datestyle=SQL, DMY',
    ...settings,
  ]
  const run = async () => {
    const args = ['-D', data, '-p', String(port), ...set.flatMap((one) => ['-c', one])]
    const child = spawn(join(bin, 'postgres'), args, { ...owner, cwd: folder, stdio: 'ignore' })
    const exited = once(child, 'exit')
    for (let tries = 0; !(await answers(url)); tries++) {
      if (child.exitCode !== null || tries > 600) throw new Error('PostgreSQL did not start')
      await setTimeout(50)
    }
    return { child, exited }
  }
  let running = await run()
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal)
    await running.exited
  }
  return {
    url,
    port,
    get pid() {
      return running.child.pid ?? 0
    },
    kill: async () => {
      const all = readFileSync(`/proc/${running.child.pid}/task/${running.child.pid}/children`, 'utf8')
        .trim()
        .split(' ')
      await end('SIGKILL')
      // Its processes end by themselves when they see it; none may be left when it starts again.
      for (const pid of all) while (pid !== '' && existsSync(`/proc/${pid}`)) await setTimeout(20)
    },
    start: async () => {
      running = await run()
    },
    stop: async () => {
      if (running.child.exitCode === null && running.child.signalCode === null) await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
