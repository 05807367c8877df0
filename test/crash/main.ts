/**
 * The crash law, many times: `npm run crash`, or `npm run crash <seed> <kills>`. The seed, which is printed, has the same chances
 * again; moments are the machine's.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { newRandom } from './chance.ts'
import { type Asked, life, newPlace, undisturbed, type Whole } from './life.ts'

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31)
const wanted = Number(process.argv[3] ?? 200)
console.log(`seed ${seed}`)

const plans: readonly Omit<Asked, 'workers'>[] = [
  { plan: 'kept', out: 'rows.csv' },
  { plan: 'kept', out: 'rows.ndjson.gz' },
  { plan: 'kept', out: 'rows.parquet' },
  { plan: 'checked', out: 'rows.ndjson' },
  { plan: 'grouped', out: 'rows.csv' },
  { plan: 'sorted', out: 'rows.csv.gz' },
  { plan: 'summed', out: 'rows.json' },
]
const all: readonly Asked[] = plans.flatMap((plan) => [1, 2].map((workers) => ({ ...plan, workers })))

const place = newPlace()
const chance = newRandom(seed)
const known = new Map<Asked, Whole>()
let kills = 0
let begun = 0
let lives = 0
const wrong: string[] = []
try {
  for (let i = 0; kills < wanted; i++) {
    const asked = all[i % all.length] as Asked
    const whole = known.get(asked) ?? (await undisturbed(place, asked))
    known.set(asked, whole)
    const other = known.get(all[all.indexOf(asked) ^ 1] as Asked)
    if (other !== undefined && !other.bytes.equals(whole.bytes)) wrong.push(`${asked.plan}: workers make other bytes`)
    const lived = await life(place, asked, whole, chance, 12)
    kills += lived.kills
    begun += lived.begun
    lives++
    wrong.push(...lived.wrong)
    console.log(
      `${asked.plan} to ${asked.out}, ${asked.workers} workers: ${lived.kills} kills, ${lived.wrong.length === 0 ? 'as if nothing had happened' : lived.wrong.join('; ')}`,
    )
  }
  const aside = readdirSync(join(place.folder, 'temporary'))
  if (aside.length > 1) wrong.push(`${aside.length} directories were left where rows are put aside`)
  console.log(
    `${kills} kills, in ${begun} of which there was something to go on with; ${lives} runs came to their end: ${wrong.length === 0 ? 'nothing wrong' : `${wrong.length} wrong`}`,
  )
  for (const one of wrong) console.log(`  ${one}`)
  if (wrong.length > 0) process.exitCode = 1
} finally {
  place.remove()
}
