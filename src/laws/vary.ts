/**
 * Which parts of an instance have no say: with other values in their place it fails all the same.
 */
import { isPlain } from './arbitrary/is-plain.ts'
import { look } from './value/look.ts'

/** So many parts of an instance are looked at, with so many other values. */
const [mostParts, mostValues] = [16, 4]

type Step = string | number

interface Part {
  readonly steps: readonly Step[]
  readonly value: unknown
}

/** All that is no row, field or item of another. */
const partsOf = (value: unknown, steps: readonly Step[] = []): readonly Part[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => partsOf(item, [...steps, i]))
  if (isPlain(value)) return Object.keys(value).flatMap((name) => partsOf(value[name], [...steps, name]))
  return [{ steps, value }]
}

/** What is chosen for a law is not what a function is given. */
const isGiven = ({ steps: [first] }: Part): boolean => first !== 'salt' && first !== 'old'

/** Parts in the same place of some row. */
const kindOf = ({ steps }: Part): string => steps.map((step) => (typeof step === 'number' ? '*' : step)).join('.')

const isPath = /^[A-Za-z_$][\w$]*$/

const nameOf = ([first, ...rest]: readonly Step[]): string =>
  rest.reduce<string>(
    (path, step) =>
      typeof step === 'number'
        ? `${path}[${step}]`
        : isPath.test(step)
          ? `${path}.${step}`
          : `${path}[${JSON.stringify(step)}]`,
    typeof first === 'number' ? `values[${first}]` : (first ?? 'input'),
  )

const put = (whole: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown => {
  if (step === undefined) return value
  if (Array.isArray(whole)) return whole.with(step as number, put(whole[step as number], rest, value))
  const fields = whole as Readonly<Record<string, unknown>>
  return { ...fields, [step]: put(fields[step], rest, value) }
}

/** Paths of what may be anything, as far as values of other instances show. */
export const freeParts = async <I>(
  instance: I,
  others: readonly I[],
  isBroken: (instance: I) => Promise<boolean>,
): Promise<readonly string[]> => {
  const values = new Map<string, Map<string, unknown>>()
  for (const part of others.flatMap((one) => partsOf(one))) {
    const kind = kindOf(part)
    const known = values.get(kind) ?? new Map<string, unknown>()
    values.set(kind, known.set(look(part.value), part.value))
  }
  const free: string[] = []
  for (const part of partsOf(instance).filter(isGiven).slice(0, mostParts)) {
    const own = look(part.value)
    const tried = [...(values.get(kindOf(part)) ?? [])].filter(([looked]) => looked !== own).slice(0, mostValues)
    let fails = tried.length > 0
    for (const [, value] of tried) fails &&= await isBroken(put(instance, part.steps, value) as I)
    if (fails) free.push(nameOf(part.steps))
  }
  return free
}
