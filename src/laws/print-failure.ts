/**
 * A broken law in words, as a colleague would put it.
 */
import type { Failure } from './report.ts'

/** The failure, over some lines. */
export const printFailure = ({ law, subject, instance, breach, replay }: Failure): string =>
  [
    `${law.id} ${law.name}: ${law.statement}`,
    `  ${subject}: ${breach.what}`,
    `  given: ${instance}`,
    ...(breach.path === undefined ? [] : [`  at ${breach.path}`]),
    ...(breach.before === undefined ? [] : [`    was ${breach.before}`]),
    ...(breach.after === undefined ? [] : [`    is  ${breach.after}`]),
    ...(breach.line === undefined ? [] : [`  at line ${breach.line}`]),
    `  why it matters: ${law.why}`,
    `  to mend it: ${law.mend}`,
    `  again: { replay: '${replay}' }`,
  ].join('\n')
