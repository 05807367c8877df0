/**
 * The contest: every contestant of a workload in a process of its own, which lives for all rounds; they take turns, one
 * run each (A B C, A B C, …), so that a busy machine slows all alike, and ratios are taken within a round.
 *
 * One process a contestant, because the one's garbage, type feedback, native threads and memory would be the other's time;
 * one process for all its rounds, because a run in a new process measures the start of Node. The time of the first run is
 * kept beside the others: it is that of a program which does the job once. This module knows nothing of any workload.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('contestant.mjs', import.meta.url))

/** Who needs more of the processor than this, in milliseconds, takes part in the first rounds only. */
const slow = { cpu: 5000, rounds: 2 }
/** Runs before the rounds that nobody counts: at most so many, and no more after so many milliseconds of the
 * processor. */
const warmUp = { runs: 8, cpu: 2000 }

export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A process that has loaded the workload and prepared the contestant. */
const start = async (workload, name, { scale, nodeOptions = [] }) => {
  const process = fork(child, [workload.file, workload.id, name, JSON.stringify({ scale })], {
    execArgv: ['--expose-gc', ...nodeOptions],
  })
  let settle
  process.on('message', (answer) => settle(answer))
  process.on('exit', (code) => settle({ error: `ended with code ${code}` }))
  const ask = async (command) => {
    const answer = await new Promise((resolve) => {
      settle = resolve
      process.send(command)
    })
    if (answer.error !== undefined) throw new Error(`${workload.id}, ${name}: ${answer.error}`)
    return answer
  }
  await ask('prepare')
  return {
    run: () => ask('run'),
    end: async () => {
      process.send('end')
      await once(process, 'exit')
    },
  }
}

/** One that begins anew for each run. */
const fresh = (workload, name, options) => ({
  run: async () => {
    const one = await start(workload, name, options)
    const result = await one.run()
    await one.end()
    return result
  },
  end: async () => {},
})

/** All that do the same job must have the same answer. */
const checkAnswers = (workload, players) => {
  const expected = new Map()
  for (const { name, job, first } of players) {
    const known = expected.get(job)
    if (known === undefined) expected.set(job, { name, answer: first.answer })
    else if (known.answer !== first.answer)
      throw new Error(
        `${workload.id}: ${name} and ${known.name} disagree\n${name}: ${first.answer.slice(0, 500)}\n${known.name}: ${known.answer.slice(0, 500)}`,
      )
  }
}

const warmedUp = async ({ first, run }) => {
  let spent = first.cpu
  for (let i = 0; i < warmUp.runs && spent < warmUp.cpu; i++) spent += (await run()).cpu
}

/**
 * The aims with what was measured, by the clock and in time of the processor, which a busy machine does not lengthen: the
 * medians over the rounds in which all that an aim compares took part.
 */
const judged = (workload, turns) =>
  (workload.aims ?? []).flatMap(({ text, of, atMost, atLeast, unit = '×' }) => {
    const measure = (time) => median(turns.map((turn) => of(turn[time], turn.rss)).filter(Number.isFinite))
    const [clock, processor] = [measure('ms'), measure('cpu')]
    if (!Number.isFinite(clock)) return []
    const reaches = (value) => (atMost === undefined ? value >= atLeast : value <= atMost)
    const isAim = atMost !== undefined || atLeast !== undefined
    return [{ text, unit, clock, processor, ...(isAim ? { reached: [reaches(clock), reaches(processor)] } : {}) }]
  })

/**
 * The results of a workload: of each contestant its times, in milliseconds, and of each aim what was measured.
 *
 * @param scale of the workload's size: 1, or less for a quick look
 */
export const contest = async (workload, { rounds, only, log, ...options }) => {
  const players = []
  for (const { name, job = '', version } of workload.contestants.filter((one) => only?.includes(one.name) ?? true)) {
    const begin = workload.fresh ? fresh : start
    players.push({ name, job, version, ...(await begin(workload, name, options)), results: [] })
  }
  for (const player of players) {
    player.first = await player.run()
    log(`${player.name}: first run ${player.first.ms.toFixed(0)} ms`)
  }
  checkAnswers(workload, players)
  if (!workload.fresh) for (const player of players) await warmedUp(player)

  const turns = []
  for (let round = 0; round < (workload.rounds ?? rounds); round++) {
    const turn = { ms: {}, cpu: {}, rss: {} }
    for (const player of players) {
      if (round >= slow.rounds && player.first.cpu > slow.cpu) continue
      const result = await player.run()
      if (result.answer !== player.first.answer) throw new Error(`${workload.id}: ${player.name} changed its answer`)
      player.results.push(result)
      turn.ms[player.name] = result.ms
      turn.cpu[player.name] = result.cpu
      turn.rss[player.name] = result.rss
    }
    turns.push(turn)
  }
  for (const player of players) await player.end()

  const { ratioTo } = workload
  return {
    contestants: players.map(({ name, version, first, results }) => {
      const times = results.map(({ ms }) => ms)
      const ratio = (time) =>
        median(turns.map((turn) => turn[time][name] / turn[time][ratioTo]).filter(Number.isFinite))
      return {
        name,
        version,
        median: median(times),
        least: Math.min(...times),
        most: Math.max(...times),
        runs: times.length,
        cpu: median(results.map(({ cpu }) => cpu)),
        first: first.ms,
        peak: Math.max(...results.map(({ rss }) => rss)),
        ...(players.some((one) => one.name === ratioTo) ? { ratio: ratio('ms'), processorRatio: ratio('cpu') } : {}),
      }
    }),
    aims: judged(workload, turns),
  }
}
