/**
 * One run of one job, in a process of its own, which prints what it took. What the run gives is counted and summed up, so
 * that nobody holds it.
 *
 *   node measure-one.mjs '{ "group": "memory", "job": "sort", "scale": 1, "setting": "64MB", "warm": 0 }'
 */
import { F } from '../floe.mjs'
import { jobs } from './jobs.mjs'

const { group, job, scale, setting, warm } = JSON.parse(process.argv[2])

const run = async () => {
  const { plan, options, numberOf } = jobs[group][job](scale, setting)
  const before = process.cpuUsage()
  const start = performance.now()
  let rows = 0
  let sum = 0
  let ordered = 0
  for await (const batch of F.stream(plan, options))
    for (const row of batch) {
      const number = Math.round(numberOf(row))
      rows++
      sum += number
      ordered = (Math.imul(ordered, 31) + number) | 0
    }
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(before)
  // Bags come in any order.
  const answer = `${rows} rows, ${sum}${job === 'sort' ? `, ${ordered}` : ''}`
  return { ms, cpu: (user + system) / 1000, rss: process.resourceUsage().maxRSS * 1024, answer }
}

for (let i = 0; i < warm; i++) await run()
console.log(JSON.stringify(await run()))
