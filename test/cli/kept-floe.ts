/**
 * The built program in one process for all tests of a file. Starting Node, loading the program and what reads TypeScript takes
 * twenty times as long as most commands do. For tests of what a command says and writes; those of what belongs to
 * a process (signals, pipes, standard input, what was loaded before) start one by `floe` of floe.ts.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { type Ended, environment, root } from './floe.ts'

const server = fileURLToPath(new URL('kept-program.mjs', import.meta.url))

/** What a command prints on one stream, once all of it is there; an error if the process ends before. */
const answerOf = (
  child: ChildProcess,
  name: 'stdout' | 'stderr',
): Promise<{ readonly text: string; readonly code: number }> =>
  new Promise((done, failed) => {
    const stream = child[name]
    let all = ''
    const release = (): void => {
      stream?.off('data', onData)
      child.off('close', onClose)
    }
    const onData = (part: string): void => {
      all += part
      const [, text, code] = /^([^\0]*)\0(\d+)\0$/.exec(all) ?? []
      if (text === undefined) return
      release()
      done({ text, code: Number(code) })
    }
    const onClose = (): void => {
      release()
      failed(new Error(`the program ended in the middle of a command, after ${name}: ${all}`))
    }
    stream?.on('data', onData)
    child.on('close', onClose)
  })

/** Runs command lines, one after the other, in a process of the file's own: what `floe` of floe.ts gives, and sooner. */
export const keptFloe = (): ((...args: readonly string[]) => Promise<Ended>) => {
  let child: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  const started = (): ChildProcess => {
    const one = spawn(process.execPath, [server], { cwd: root, env: environment })
    one.stdout.setEncoding('utf8')
    one.stderr.setEncoding('utf8')
    return one
  }
  afterAll(async () => {
    await last
    child?.stdin?.end()
  })
  const run = async (args: readonly string[]): Promise<Ended> => {
    child ??= started()
    const answers = Promise.all([answerOf(child, 'stdout'), answerOf(child, 'stderr')])
    child.stdin?.write(`${JSON.stringify(args)}\n`)
    const [out, err] = await answers
    return { code: out.code, out: out.text, err: err.text }
  }
  return (...args) => {
    const answer = last.then(() => run(args))
    last = answer.catch(() => {})
    return answer
  }
}
