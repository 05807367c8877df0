/**
 * Frozen things that are only looked into: freezing gives the same object back, so a field of what was frozen is a field of
 * what it was made of.
 */
import type { Call, Expression } from '../../../lambda/expression.ts'
import { mapParts } from '../../../lambda/map-parts.ts'
import { restOf, takeItems } from '../../../lambda/stand-ins.ts'

/** The same object, frozen. */
export const frozen = (of: Expression): Call =>
  Object.freeze({ kind: 'call', fn: Object.freeze, name: 'Object.freeze', args: Object.freeze([of]) }) as Call

const isFrozen = (e: Expression): e is Call => e.kind === 'call' && e.fn === (Object.freeze as unknown)

/** What was frozen. */
export const unfrozen = (e: Expression): Expression => (isFrozen(e) ? (e.args[0] as Expression) : e)

/** The same value, that freezes nothing only to look into it. */
export const thawed = (e: Expression): Expression => {
  const made = mapParts(e, thawed)
  switch (made.kind) {
    case 'field':
    case 'index':
      return isFrozen(made.of) ? { ...made, of: unfrozen(made.of) } : made
    case 'object':
      return made.entries.some((one) => one.kind === 'spread' && isFrozen(one.of))
        ? {
            ...made,
            entries: made.entries.map((one) => (one.kind === 'spread' ? { ...one, of: unfrozen(one.of) } : one)),
          }
        : made
    case 'call': {
      const [of] = made.args
      const looks = (made.fn === (takeItems as unknown) || made.fn === (restOf as unknown)) && of !== undefined
      return looks && isFrozen(of) ? { ...made, args: [unfrozen(of), ...made.args.slice(1)] } : made
    }
    default:
      return made
  }
}
