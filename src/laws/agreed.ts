/**
 * What can be said of a failure each time that it is shown: where it is another value each time, that is said and not the value. Of
 * what is at another place each time neither is told.
 */
import type { Breach } from './law.ts'

/** What stands for values that are others each time. */
export const otherwise = 'another one each time'

/** What several breaches of the same law on the same instance have in common. */
export const agreed = (first: Breach, others: readonly Breach[]): Breach => {
  const isSame = (name: keyof Breach): boolean => others.every((one) => one[name] === first[name])
  const { what, path, before, after, steps, line } = first
  const isThere = isSame('path')
  return {
    what,
    ...(path === undefined || !isThere ? {} : { path }),
    ...(before === undefined || !isThere ? {} : { before: isSame('before') ? before : otherwise }),
    ...(after === undefined || !isThere ? {} : { after: isSame('after') ? after : otherwise }),
    ...(steps === undefined ? {} : { steps }),
    ...(line === undefined || !isSame('line') ? {} : { line }),
  }
}
