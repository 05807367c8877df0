/**
 * Runs to which something happens, many of them: `npm run faults`, or `npm run faults <seed>` to have the same chances again.
 * The seed is printed; moments are the machine's.
 */
import { inProcess } from './in-process.ts'
import { killedOutright } from './left-by-kill.ts'
import { newPlace } from './program.ts'
import { signalled } from './signals.ts'
import { onSmallDisk } from './small-disk.ts'

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}`)
const place = newPlace()

const tell = (what: string, wrong: readonly string[]): void => {
  console.log(`${what}: ${wrong.length === 0 ? 'nothing wrong' : `${wrong.length} wrong`}`)
  for (const one of wrong) console.log(`  ${one}`)
  if (wrong.length > 0) process.exitCode = 1
}

try {
  const disk = await inProcess(place.temporary, 'disk', 100, seed)
  tell(`${disk.times} of 100 runs met a full disk, or a block that had changed`, disk.wrong)
  const small = await onSmallDisk(place)
  tell(small === undefined ? 'no small disk could be mounted' : '6 runs on a disk of 1 MB', small ?? [])
  const outright = await killedOutright(place, 10)
  tell(
    `10 runs were killed outright, of which ${outright.left} left something, and another one run after it`,
    outright.wrong,
  )
  const signals = await signalled(place, 100, seed)
  const { times } = signals
  const [median, most] = [times[times.length >> 1], times.at(-1)].map((time) => Math.round(time ?? 0))
  tell(
    `100 signals: ${signals.cancelled} cancelled, ${signals.done} done before, ${signals.early} before the program listened; from signal to end ${median} ms in the median, ${most} ms at most`,
    signals.wrong,
  )
  const kills = await inProcess(place.temporary, 'kill', 200, seed)
  tell(`${kills.killed} workers were killed in 200 runs, of which ${kills.told} ended with that`, kills.wrong)
} finally {
  place.remove()
}
