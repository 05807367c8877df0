/**
 * A broken law in words, as a colleague would put it.
 */
import type { Failure } from './report.ts'

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** So many paths are told. */
const mostFree = 6

/** The failure, over some lines. */
export const printFailure = ({ law, subject, instance, before, breach, free, replay }: Failure): string =>
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
    ...(breach.before === undefined ? [] : [`    was ${breach.before}`]),
    ...(breach.after === undefined ? [] : [`    is  ${breach.after}`]),
    ...(breach.line === undefined ? [] : [`  by ${breach.line}`]),
    `  why it matters: ${law.why}`,
    `  to mend it: ${law.mend}`,
    `  again: { replay: '${replay}' }`,
  ].join('\n')
