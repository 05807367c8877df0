/**
 * The thread of the watchdog: it is told what is done, and says so on standard error when that takes long. It writes by
 * itself, as the program's own thread may be in a loop that never ends.
 *
 * What takes long is measured by the processor's time, so that nothing is said of a machine that has much else to do; what
 * waits takes none of it, and is given longer.
 */
import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

/** In milliseconds. */
const { patience } = workerData as { readonly patience: number }
const waiting = 6

let timer: NodeJS.Timeout | undefined

/** Of all threads, in milliseconds. */
const worked = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const watch = (what: string): void => {
  const [start, before] = [performance.now(), worked()]
  let limit = patience
  timer = setInterval(() => {
    const passed = performance.now() - start
    if (worked() - before < limit && passed < limit * waiting) return
    writeSync(2, `\n… ${Math.round(passed / 1000)} s, and still ${what}. It may never end: Ctrl-C stops it.\n`)
    limit *= 2
  }, patience / 10)
}

parentPort?.on('message', (what: string | undefined) => {
  clearInterval(timer)
  if (what !== undefined) watch(what)
})
