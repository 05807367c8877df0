/** The process in which failures are shown again: told which, it prints their texts. */
import { readFileSync } from 'node:fs'
import { printFailure } from '../../../src/laws/print-failure.ts'
import { buggy, lawful } from '../../laws/corpus/corpus.ts'
import { tidy } from '../../laws/corpus/tidy.ts'
import type { Asked } from './shown-again.ts'

const entries = new Map([...buggy, ...lawful].map((entry) => [entry.name, entry]))
const texts: (string | null)[] = []
for (const { name, replay, given } of JSON.parse(readFileSync(0, 'utf8')) as readonly Asked[]) {
  const report = await entries.get(name)?.subject.examine({ replay }, given)
  const [failure] = report?.laws.flatMap((law) => law.failure ?? []) ?? []
  texts.push(failure === undefined ? null : printFailure(failure))
  tidy()
}
process.stdout.write(JSON.stringify(texts))
