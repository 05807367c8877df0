/** S8: what all code shares is left as it was, and nothing is left running. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import type { Outcomes, StageTrial } from '../stage/trial.ts'
import { type Change, testing } from './globals.ts'
import { isNothing } from './is-nothing.ts'
import { setVariable } from './keeper.ts'
import { watchedCall } from './watched-call.ts'

const told = (property: PropertyDescriptor | undefined): string =>
  property === undefined ? 'absent' : 'value' in property ? printValue(property.value, 200) : 'a getter'

/** What a variable holds, without what it held before: that is another on each machine. */
const toldText = (text: string | undefined, before: string | undefined): string =>
  text === undefined ? 'absent' : printValue(before ? text.replace(before, '…') : text, 200)

const mark = 'as it was'

/** Whether a variable is another when the function has ended: it may be written to for the time being. */
const writes = async (trial: StageTrial, name: string): Promise<boolean> => {
  let after: string | undefined
  await trial.call({
    within: (run) => {
      const before = process.env[name]
      process.env[name] = mark
      try {
        return run()
      } finally {
        after = process.env[name]
        setVariable(name, before)
      }
    },
  })
  return after !== mark
}

/** Which of what has changed the function changes when it is called. */
const changedBy = async (trial: StageTrial, changes: readonly Change[]): Promise<readonly Change[]> => {
  let found: readonly Change[] = []
  await trial.call({
    within: (run) => {
      const end = testing(changes)
      let given: Outcomes | undefined
      try {
        given = run()
      } finally {
        if (given instanceof Promise)
          given = given.finally(() => {
            found = end()
          })
        else found = end()
      }
      return given
    },
  })
  return found
}

export const writesNothingAmbient: Law<StageTrial> = {
  id: 'S8',
  name: 'writes nothing ambient',
  statement: 'globals, prototypes and process.env are the same after f(x); no timer or handle is left',
  why: 'What all code shares is changed behind its back; a process that should end does not.',
  mend: 'give what is to be known as the result; take back timers and close handles before returning',
  check: async (trial) => {
    const { watch, left, isLate, call } = await watchedCall(trial)
    for (const [name, { before, sight }] of watch.written) {
      const after = process.env[name]
      if (isLate ? after === before : !(await writes(trial, name))) continue
      setVariable(name, before)
      const line = sight.line()
      return broken({
        what: 'it changed the environment of the process',
        path: `process.env.${name}`,
        after: toldText(after, before),
        ...(line === undefined ? {} : { line }),
      })
    }
    const [timer] = watch.timers.values()
    if (timer !== undefined) {
      const line = timer.line()
      return broken({ what: `it left a timer running: ${timer.how}`, ...(line === undefined ? {} : { line }) })
    }
    const [handle] = left
    if (handle !== undefined) return broken({ what: `it left something open, which Node calls ${handle}` })
    // What it changed stays changed: so all instances are asked about it together, when all is over.
    return async () => {
      const changes = trial.keeper.changes()
      const made = changes.length === 0 ? [] : await changedBy(trial, changes)
      trial.keeper.prove(made)
      const [change] = made
      if (change === undefined) return isNothing(call) ? trivial('nothing was given') : held
      return broken({
        what: 'it changed what all code of the process shares',
        path: change.path,
        before: told(change.before),
        after: told(change.after),
      })
    }
  },
}
