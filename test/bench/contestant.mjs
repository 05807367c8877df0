/**
 * One contestant, in its own process, at the command of harness.mjs: `prepare`, `run` as often as asked, `end`.
 *
 * Before each run memory is cleaned up, so that none pays for the garbage of the run before. The clock covers the run
 * alone, from the plan or pipeline, which each run builds anew, to the answer; the answer is then brought into the
 * workload's normal form and sent along.
 */
const [file, id, name, options] = process.argv.slice(2)

const { default: workloads } = await import(new URL(`workloads/${file}`, import.meta.url))
const workload = workloads.find((one) => one.id === id)
const contestant = workload.contestants.find((one) => one.name === name)
const { scale } = JSON.parse(options)
let state

const commands = {
  prepare: async () => {
    const input = await workload.data?.(scale)
    state = contestant.prepare === undefined ? input : await contestant.prepare(input, scale)
    return {}
  },
  run: async () => {
    globalThis.gc()
    const before = process.cpuUsage()
    const start = performance.now()
    const answer = await contestant.run(state)
    const ms = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    const rss = process.resourceUsage().maxRSS * 1024
    return { ms, cpu: (user + system) / 1000, rss, answer: JSON.stringify(workload.normal?.(answer) ?? answer) }
  },
  end: async () => process.exit(),
}

process.on('message', async (command) => {
  try {
    process.send(await commands[command]())
  } catch (error) {
    process.send({ error: error?.stack ?? String(error) })
  }
})
// Whoever asked is gone.
process.on('disconnect', () => process.exit())
