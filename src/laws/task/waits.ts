/**
 * Who waits for what: the promises that code under a schedule has made and nobody settles, with the lines that await them.
 */
import { createHook } from 'node:async_hooks'
import { lineOf } from '../ambient/reader.ts'
import { choosing } from './explore.ts'
import { type Play, play, type Scenario } from './play.ts'

interface Made {
  readonly line: () => string | undefined
  /** The promise that it comes after, if it was made for waiting. */
  readonly of: number
}

/** Names that people gave, and no others: `move (bank.ts:7:3)`, but `bank.ts:9:5`. */
const named = (line: string | undefined): string | undefined =>
  line?.replace(/^(?:async )?(?:\S*\.\S*|<anonymous>) \((.*)\)$/, '$1')

/** Plays once more, and says for each line that waits which promise it waits for. */
export const waitsOf = async (scenario: Scenario, input: unknown, { choices }: Play): Promise<readonly string[]> => {
  const made = new Map<number, Made>()
  const hook = createHook({
    init: (id, type, of) => {
      if (type === 'PROMISE') made.set(id, { line: lineOf(), of })
    },
    promiseResolve: (id) => {
      made.delete(id)
    },
  })
  hook.enable()
  try {
    await play(scenario, input, choosing(choices.map(({ chosen }) => chosen)))
  } finally {
    hook.disable()
  }
  const waits = [...made.values()].flatMap(({ line, of }) => {
    const [waiting, for_] = [named(line()), named(made.get(of)?.line())]
    return waiting === undefined || for_ === undefined || waiting === for_ ? [] : [`${waiting} waits for ${for_}`]
  })
  return [...new Set(waits)].slice(0, 4)
}
