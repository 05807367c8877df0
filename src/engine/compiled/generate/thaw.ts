/**
 * Things that are only looked into: freezing gives the same object back, so a field of what was frozen is a field of what it
 * was made of; and a field of a copy is one of what was copied.
 */
import type { Call, Expression, ObjectLiteral } from '../../../lambda/expression.ts'
import { mapParts } from '../../../lambda/map-parts.ts'
import { restOf, takeItems } from '../../../lambda/stand-ins.ts'

/** The same object, frozen. */
export const frozen = (of: Expression): Call =>
  Object.freeze({ kind: 'call', fn: Object.freeze, name: 'Object.freeze', args: Object.freeze([of]) }) as Call

const isFrozen = (e: Expression): e is Call => e.kind === 'call' && e.fn === (Object.freeze as unknown)

/** What was frozen. */
export const unfrozen = (e: Expression): Expression => (isFrozen(e) ? (e.args[0] as Expression) : e)

/** Where a field of an object literal comes from, if it is the spread of something that is known to be a plain object. */
const ofSpread = (of: ObjectLiteral, name: string, isPlain: (e: Expression) => boolean): Expression | undefined => {
  const one = of.entries.findLast((entry) => entry.kind === 'spread' || entry.name === name)
  return one?.kind === 'spread' && isPlain(one.of) && !(name in Object.prototype) ? one.of : undefined
}

/**
 * The same value, that makes nothing only to look into it: neither something frozen, nor a copy of a plain object with some
 * fields more.
 */
export const seenThrough = (e: Expression, isPlain: (e: Expression) => boolean): Expression => {
  const see = (part: Expression): Expression => {
    const made = mapParts(part, see)
    switch (made.kind) {
      case 'field': {
        const of = unfrozen(made.of)
        const source = of.kind === 'object' ? ofSpread(of, made.name, isPlain) : undefined
        return of === made.of && source === undefined ? made : { ...made, of: source ?? of }
      }
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
  return see(e)
}
