/**
 * One run of one job, in a process of its own, which prints what it took.
 *
 *   node measure-one.mjs '{ "job": "read", "by": "floe", "setting": 2000, "rows": 1000000, "url": "postgres://…" }'
 */
import { jobs } from './jobs.mjs'

const { job, by, ...order } = JSON.parse(process.argv[2])
// Once before, with few rows: so that what is measured is no loading and no compiling.
await (await jobs[job][by]({ ...order, rows: Math.min(order.rows, 20_000), setting: Math.max(order.setting, 1000) }))()
const run = await jobs[job][by](order)
const before = process.cpuUsage()
const start = performance.now()
const rows = await run()
const ms = performance.now() - start
const { user, system } = process.cpuUsage(before)
if (rows !== order.rows) throw new Error(`${rows} rows, and not ${order.rows}`)
console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, rss: process.resourceUsage().maxRSS * 1024 }))
