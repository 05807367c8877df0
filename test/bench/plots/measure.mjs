/**
 * Measures jobs under settings. Each run has a process of its own; runs take turns, so that a busy machine slows all alike,
 * and of several runs the quickest counts, and the one that took least memory. All settings must give the same answer.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('measure-one.mjs', import.meta.url))

/** How much lies in a folder of files that come and go. */
const sizeOf = (folder) => {
  let size = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    try {
      if (entry.isFile()) size += statSync(join(entry.parentPath, entry.name)).size
    } catch {
      // It is gone.
    }
  return size
}

/** One run, with the most that lay on the disk. */
const measureOne = async (order) => {
  const folder = mkdtempSync(join(tmpdir(), 'floe-plots-'))
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let disk = 0
  const watch = setInterval(() => {
    disk = Math.max(disk, sizeOf(folder))
  }, 50)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more) => {
    text += more
  })
  const [code] = await once(child, 'close')
  clearInterval(watch)
  const left = readdirSync(folder)
  rmSync(folder, { recursive: true })
  if (code !== 0) throw new Error(`${order.job} with ${order.setting} ended with code ${code}`)
  if (left.length > 0) throw new Error(`${order.job} with ${order.setting} left ${left}`)
  return { ...JSON.parse(text), disk }
}

const least = (one, other) => ({
  ms: Math.min(one.ms, other.ms),
  cpu: Math.min(one.cpu, other.cpu),
  rss: Math.min(one.rss, other.rss),
  disk: Math.max(one.disk, other.disk),
  answer: one.answer,
})

/** @returns a record for each job and setting, in their order */
export const measure = async ({ group, jobs, settings, warm = 0 }, { scale, rounds, log }) => {
  const orders = jobs.flatMap((job) => settings.map((setting) => ({ group, job, scale, setting, warm })))
  const results = orders.map(() => undefined)
  const answers = new Map()
  for (let round = 1; round <= rounds; round++)
    for (const [i, order] of orders.entries()) {
      const { job, setting } = order
      const result = await measureOne(order)
      log(
        `${round}/${rounds} ${job} ${setting}: ${(result.ms / 1000).toFixed(2)} s, ${(result.rss / 1e6).toFixed(0)} MB`,
      )
      const expected = answers.get(job) ?? result.answer
      answers.set(job, expected)
      if (result.answer !== expected)
        throw new Error(`${job} with ${setting} gives another answer: ${result.answer}, and not ${expected}`)
      results[i] = results[i] === undefined ? result : least(results[i], result)
    }
  return orders.map(({ job, setting }, i) => {
    const { ms, cpu, rss, disk } = results[i]
    const whole = (number) => Math.round(number)
    return { job, setting, ms: whole(ms), cpu: whole(cpu), rssMB: whole(rss / 1e6), diskMB: whole(disk / 1e6) }
  })
}
