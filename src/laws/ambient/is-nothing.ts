/** Whether a call gave nothing that anything could have had a say in. */
import type { Call } from '../stage/trial.ts'

export const isNothing = ({ outcomes }: Call): boolean =>
  outcomes.every(({ kind, value }) => kind === 'value' && value === undefined)
