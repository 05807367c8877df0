/**
 * Hostile files, many of them: `npm run fuzz -- --count 100000 --seed 1`. Input `i` is that of seed `seed + i`, on every machine, so a
 * finding is seen again by its own seed and a count of 1. Each process is ended that tells nothing for a minute.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const count = Number(values.count)
const seed = Number(values.seed)
const parts = Math.min(availableParallelism(), count)
const silence = 60_000

type Told = { readonly at: number } | { readonly ends: [string, number][]; readonly wrong: readonly string[] }

interface Part {
  readonly ends: readonly (readonly [string, number])[]
  readonly wrong: readonly string[]
}

const runPart = (from: number, inputs: number): Promise<Part> =>
  new Promise((done) => {
    const child = fork(fileURLToPath(new URL('part.ts', import.meta.url)), [String(from), String(inputs)], {
      execArgv: ['--import', 'tsx', '--max-old-space-size=512'],
    })
    let at = from
    let result: Part | undefined
    const stop = (): void => void child.kill('SIGKILL')
    let timer = setTimeout(stop, silence)
    child.on('message', (told: Told) => {
      clearTimeout(timer)
      timer = setTimeout(stop, silence)
      if ('at' in told) at = told.at
      else result = told
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const how = signal === 'SIGKILL' ? 'hung' : `ended with ${signal ?? code}`
      done(result ?? { ends: [], wrong: [`the process ${how} at one of the seeds ${at} to ${at + 99}`] })
    })
  })

const size = Math.ceil(count / parts)
const all = await Promise.all(
  Array.from({ length: parts }, (_, i) => runPart(seed + i * size, Math.min(size, count - i * size))),
)
const ends = new Map<string, number>()
for (const [end, times] of all.flatMap((part) => part.ends)) ends.set(end, (ends.get(end) ?? 0) + times)
console.log(`${count} inputs from seed ${seed}: ${[...ends].map(([end, times]) => `${end} ${times}`).join(', ')}`)
const wrong = all.flatMap((part) => part.wrong)
for (const one of wrong) console.log(one)
const total = [...ends.values()].reduce((sum, times) => sum + times, 0)
if (wrong.length > 0 || total !== count) process.exitCode = 1
