/**
 * Three values of which the first two and the last two are the same to a relation, and the first and the last are not. Numbers
 * between two that were generated are tried, down to where one is no longer the same: so it is found that a relation takes what
 * lies within some distance for the same, however small that is.
 */
import { objectKind } from '../../data/value-kind.ts'

export type Triple = readonly [unknown, unknown, unknown]

const mostSteps = 128

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && objectKind(value) === 'object'

/** Ways from the first value towards the second: along a number that they have. */
const waysOf = (a: unknown, b: unknown): readonly (readonly [number, number, (n: number) => unknown])[] => {
  if (typeof a === 'number' && typeof b === 'number') return [[a, b, (n) => n]]
  if (!isPlain(a) || !isPlain(b)) return []
  return Object.keys(a).flatMap((key) => {
    const [from, to] = [a[key], b[key]]
    return typeof from === 'number' && typeof to === 'number' ? [[from, to, (n: number) => ({ ...a, [key]: n })]] : []
  })
}

/** The bridge from one value towards another, if there is one. `isSame` is undefined where nothing can be said. */
export const bridge = (
  a: unknown,
  b: unknown,
  isSame: (a: unknown, b: unknown) => boolean | undefined,
): Triple | undefined => {
  for (const [from, to, put] of waysOf(a, b)) {
    if (!Number.isFinite(from) || !Number.isFinite(to)) continue
    const isWhole = Number.isInteger(from) && Number.isInteger(to)
    let [near, far] = [from, to]
    if (isSame(a, put(near)) !== true || isSame(a, put(far)) !== false) continue
    for (let i = 0; i < mostSteps; i++) {
      const half = near + (far - near) / 2
      const middle = isWhole ? Math.trunc(half) : half
      if (middle === near || middle === far) break
      const found = isSame(a, put(middle))
      if (found === undefined) break
      if (found) near = middle
      else far = middle
    }
    if (isSame(put(near), put(far)) === true) return [a, put(near), put(far)]
  }
  return undefined
}
