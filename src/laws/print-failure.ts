/**
 * A broken law in words, as a colleague would put it.
 */
import { otherwise } from './agreed.ts'
import type { Breach } from './law.ts'
import type { Failure } from './report.ts'

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** So many paths are told. */
const mostFree = 6

/** What stood there and stands there now. */
const values = ({ before, after }: Breach): readonly string[] =>
  before === otherwise && after === otherwise
    ? [`    ${otherwise}`]
    : [...(before === undefined ? [] : [`    was ${before}`]), ...(after === undefined ? [] : [`    is  ${after}`])]

/** The failure, over some lines. */
export const printFailure = ({ law, subject, instance, before, breach, free, replay, hint }: Failure): string =>
  [
    `${law.id} ${law.name}: ${law.statement}`,
    `  ${breach.what.startsWith(subject) ? '' : `${subject}: `}${breach.what}`,
    ...before.map((one, i) => `  ${i === 0 ? 'called first on' : '   and then on'}: ${one}`),
    `  given: ${instance}`,
    ...(free.length === 0 || free.length > mostFree
      ? []
      : [`    where ${list(free)} may be anything: it fails all the same`]),
    ...(breach.steps === undefined ? [] : [`  schedule steps: ${breach.steps}`]),
    ...(breach.path === undefined ? [] : [`  at ${breach.path}`]),
    ...values(breach),
    ...(breach.line === undefined ? [] : [`  by ${breach.line}`]),
    `  why it matters: ${law.why}`,
    `  to mend it: ${law.mend}`,
    ...(hint === undefined ? [] : [`  to see it on fewer rows: ${hint}`]),
    `  again: L.check(…, { replay: '${replay}' })`,
  ].join('\n')
