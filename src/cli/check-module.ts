/**
 * What `floe check` does: finds what there is to check in a module's exports, checks it, and says what came of it as data. It
 * prints nothing, and writes nothing.
 */
import { FloeError } from '../error/floe-error.ts'
import { rows } from '../io/rows.ts'
import { type Again, type Checked, checkParts, type Found, findParts } from '../laws/inspect-plan/check-parts.ts'
import { fingerprintsOf } from '../laws/inspect-plan/fingerprints-of.ts'
import { functionsOf } from '../laws/inspect-plan/part.ts'
import { decode } from '../plan/operators/decode.ts'
import type { ToCheck } from './exports-to-check.ts'
import { type FunctionPlace, functionPlaces } from './function-places.ts'

export interface CheckSettings {
  readonly seed: number
  readonly runs?: number
  readonly effects: boolean
  readonly mutants?: boolean
  /** Only parts in whose text this stands. */
  readonly only?: string
  /** What a failure printed: `3/S1:20261127:0:1`. */
  readonly replay?: string
  readonly onPart?: (found: Found, done: number, all: number) => void
}

export interface CheckedModule {
  readonly checked: readonly Checked[]
  /** Where the functions of a part were written: the first of them. */
  readonly placeOf: (found: Found) => FunctionPlace | undefined
  /** The fingerprints of all that stands in the module, also in exports that were not asked for. */
  readonly carried: ReadonlySet<string>
  /** What was left out, and why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[]
}

/** `3/S1:…`: a part, and what its failure says; `3.2/…`, of its second subject. */
const againOf = (token: string): Again => {
  const [, number, subject, rest] = /^(\d+)(?:\.(\d+))?\/(.+)$/.exec(token) ?? []
  if (number === undefined || rest === undefined)
    throw new FloeError('InvalidArgument', {
      message: `--replay is ${token}, and takes what a failure printed`,
      hint: 'a part and its token: --replay 3/S1:20261127:0:1',
    })
  return { number: Number(number), subject: Number(subject ?? 1), token: rest }
}

/** The token by which a failure of a part is shown again. */
export const tokenOf = (found: Found, subject: number, token: string): string =>
  `${found.number}${subject === 0 ? '' : `.${subject + 1}`}/${token}`

/** A codec as a part: that of a plan which decodes nothing. */
const codecPart = ({ name, codec }: ToCheck['codecs'][number]): Omit<Found, 'number'> => {
  const { plan } = decode(codec)(rows<unknown>([]))
  return {
    dataset: name,
    part: { kind: 'codec', name: `codec ${name}`, node: plan, below: plan.inputs[0] ?? plan, codec },
  }
}

/** All parts of what is exported. */
const partsOfExports = ({ datasets, codecs }: Pick<ToCheck, 'datasets' | 'codecs'>): readonly Found[] => {
  const inPlans = findParts(datasets)
  return [...inPlans, ...codecs.map((one, i) => ({ number: inPlans.length + i + 1, ...codecPart(one) }))]
}

const chosen = (all: readonly Found[], { only, replay }: CheckSettings): readonly Found[] => {
  if (replay !== undefined) {
    const { number } = againOf(replay)
    const found = all.filter((one) => one.number === number)
    if (found.length > 0) return found
    throw new FloeError('InvalidArgument', {
      message: `--replay is ${replay}, and there is no part ${number}: there are ${all.length}`,
      hint: 'the module may have changed since: check it again',
    })
  }
  if (only === undefined) return all
  const found = all.filter(({ dataset, part }) => `${dataset} ${part.name}`.includes(only))
  if (found.length > 0) return found
  throw new FloeError('InvalidArgument', {
    message: `--only is ${only}, and no part has that in its name`,
    hint: `there are ${all
      .slice(0, 5)
      .map(({ part }) => part.name)
      .join('; ')}${all.length > 5 ? '; …' : ''}`,
  })
}

/**
 * Checks what a module exports.
 *
 * @throws FloeError InvalidArgument for settings that fit no part
 */
export const checkModule = async (
  { datasets, codecs, aggregates, others, module }: ToCheck,
  settings: CheckSettings,
): Promise<CheckedModule> => {
  // Before anything is called.
  const carried = new Set(partsOfExports(module).flatMap(({ part }) => fingerprintsOf(part)))
  const all = partsOfExports({ datasets, codecs })
  const parts = all.length === 0 ? [] : chosen(all, settings)
  const used = new Set(all.flatMap(({ part }) => (part.kind === 'aggregate' ? [part.aggregate] : [])))
  const unplaced = aggregates.filter(({ aggregate }) => !used.has(aggregate))
  const places = functionPlaces(parts.flatMap(({ part }) => functionsOf(part).map(({ fn }) => fn)))
  const checked = await checkParts(parts, {
    seed: settings.seed,
    effects: settings.effects,
    mutants: settings.mutants === true && settings.replay === undefined,
    ...(settings.runs === undefined ? {} : { runs: settings.runs }),
    ...(settings.replay === undefined ? {} : { again: againOf(settings.replay) }),
    onPart: (found, done) => settings.onPart?.(found, done, parts.length),
  })
  return {
    checked,
    carried,
    placeOf: ({ part }) => functionsOf(part).flatMap(({ fn }) => places.get(fn) ?? [])[0],
    leftOut:
      settings.only !== undefined || settings.replay !== undefined
        ? []
        : [
            ...unplaced.map(({ name }) => ({
              name,
              why: 'an aggregate that no dataset here uses: nobody knows on which rows to try it',
            })),
            ...others,
          ],
  }
}
