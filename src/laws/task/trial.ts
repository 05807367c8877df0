/** Asynchronous code tried on an input: the plays that its laws look at, made once. */
import { type Explored, explore } from './explore.ts'
import type { Scenario } from './play.ts'

export interface TaskTrial {
  readonly scenario: Scenario
  readonly input: unknown
  readonly explored: () => Promise<Explored>
}

export const trialOf = (scenario: Scenario, input: unknown): TaskTrial => {
  let explored: Promise<Explored> | undefined
  return {
    scenario,
    input,
    explored: () => {
      explored ??= explore(scenario, input)
      return explored
    },
  }
}
