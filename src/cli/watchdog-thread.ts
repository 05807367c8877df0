/**
 * The thread of the watchdog: it is told what is done, and says so on standard error when that takes long. It writes by
 * itself, as the program's own thread may be in a loop that never ends.
 */
import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

const { patience } = workerData as { readonly patience: number }

let timer: NodeJS.Timeout | undefined

const say = (what: string, waits: number): void => {
  writeSync(2, `\n… ${(waits * patience) / 1000} s, and still ${what}. It may never end: Ctrl-C stops it.\n`)
  // Each time after twice as long.
  timer = setTimeout(() => say(what, waits * 2), waits * patience)
}

parentPort?.on('message', (what: string | undefined) => {
  clearTimeout(timer)
  if (what !== undefined) timer = setTimeout(() => say(what, 1), patience)
})
