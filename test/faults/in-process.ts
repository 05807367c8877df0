/**
 * Many runs in one process, in each of which something goes wrong.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface WentWrong {
  readonly wrong: readonly string[]
  /** Workers that were killed, and runs that ended because of it; faults of the disk. */
  readonly killed?: number
  readonly told?: number
  readonly times?: number
}

export const inProcess = (temporary: string, what: 'kill' | 'disk', count: number, seed: number): Promise<WentWrong> =>
  new Promise((done, failed) => {
    const script = fileURLToPath(new URL('fixtures/in-process.mjs', import.meta.url))
    const child = spawn(process.execPath, [script, what, `${count}`, `${seed}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH ?? '', TMPDIR: temporary },
    })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    child.on('close', (code) => (code === 0 ? done(JSON.parse(out)) : failed(new Error(`exit code ${code}: ${out}`))))
  })
