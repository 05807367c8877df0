/**
 * What was established about functions by checking their laws, and its text: `floe.laws.json`. It knows neither files, nor
 * what a law means.
 */
import { compareStrings } from '../data/compare-strings.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * What was established about one function, or about what is made of functions.
 *
 * @example
 * const line = ({ name, laws, runs }: F.Certificate) => `${name}: ${Object.keys(laws).join(' ')}, ${runs} runs`
 * const checked = { runs: 25, seed: 7, version: '0.1.0', modules: ['jobs/names.ts'] }
 * line({ fingerprint: '0f', name: 'map trim', kind: 'row', laws: { S1: 25 }, ...checked })
 * // 'map trim: S1, 25 runs'
 */
export interface Certificate {
  /** Stands for the function, and for all that its meaning depends on. */
  readonly fingerprint: string
  /** For people: `filter (f) => f.delay > 15`. */
  readonly name: string
  /** What kind of subject it was: row, recipe, reducer, aggregate, ordering, codec, effect, task, started task, pipeline. */
  readonly kind: string
  /** Of each law that held, or that may be promised: on how many instances it could have been broken. */
  readonly laws: Readonly<Record<string, number>>
  readonly runs: number
  readonly seed: number
  /** Of the Floe that checked. */
  readonly version: string
  /** The modules whose check found it: their paths from the folder of the file, with `/`, sorted. */
  readonly modules: readonly string[]
}

/**
 * What was established about functions, for the optimizer: `run`, `toList`, `explain` and their like take it.
 *
 * @example
 * const evidence: F.Evidence = F.parseEvidence('{ "format": 1, "certificates": [] }')
 * evidence.certificates.size // 0
 */
export interface Evidence {
  /** By the fingerprint of the function. */
  readonly certificates: ReadonlyMap<string, Certificate>
}

/** That nothing was established. */
export const noEvidence: Evidence = Object.freeze({ certificates: new Map() })

/** The form of the text. Another one gets another number. */
const format = 1

const usualPath = 'floe.laws.json'

type Fields = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const refused = (path: string, message: string, place: { readonly field?: string } = {}): FloeError =>
  new FloeError('InvalidArgument', {
    message,
    place: { source: path, ...place },
    hint: 'floe check writes the file: leave what it wrote as it is, or check again',
  })

const parsed = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw refused(path, `it is no JSON: ${(thrown as Error).message}`)
  }
}

/** @throws FloeError InvalidArgument that names the field */
const certificateFrom = (given: unknown, index: number, path: string): Certificate => {
  const at = `certificates[${index}]`
  if (!isRecord(given)) throw refused(path, `it is ${printValue(given)}, and must be a certificate`, { field: at })
  const take = <A>(name: string, is: (value: unknown) => value is A, expected: string): A => {
    const value = given[name]
    if (is(value)) return value
    const found = value === undefined ? 'it is missing' : `it is ${printValue(value)}`
    throw refused(path, `${found}, and must be ${expected}`, { field: `${at}.${name}` })
  }
  const isText = (value: unknown): value is string => typeof value === 'string'
  const isSeed = (value: unknown): value is number => Number.isSafeInteger(value)
  const isLaws = (value: unknown): value is Readonly<Record<string, number>> =>
    isRecord(value) && Object.values(value).every(isCount)
  const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
  return Object.freeze({
    fingerprint: take('fingerprint', isText, 'the fingerprint of a function'),
    name: take('name', isText, 'a text'),
    kind: take('kind', isText, 'a text'),
    laws: Object.freeze({ ...take('laws', isLaws, 'numbers of instances, by laws') }),
    runs: take('runs', isCount, 'a number of instances'),
    seed: take('seed', isSeed, 'a whole number'),
    version: take('version', isText, 'a version of Floe'),
    modules: Object.freeze([...take('modules', isTexts, 'paths of modules')]),
  })
}

/**
 * What a text of `floe.laws.json` says. `path` is for errors.
 *
 * @throws FloeError InvalidArgument that says what is wrong, and where
 * @example
 * F.parseEvidence('{ "format": 2 }', 'old.json')
 * // throws FLOE100 InvalidArgument: its format is 2, and this version of Floe reads 1
 */
export const parseEvidence = (text: string, path: string = usualPath): Evidence => {
  const value = parsed(text, path)
  if (!isRecord(value)) throw refused(path, `it is ${printValue(value)}, and must be an object with certificates`)
  if (value.format !== format)
    throw refused(path, `its format is ${printValue(value.format)}, and this version of Floe reads ${format}`)
  if (!Array.isArray(value.certificates))
    throw refused(path, `it is ${printValue(value.certificates)}, and must be a list`, { field: 'certificates' })
  const certificates = new Map<string, Certificate>()
  for (const [index, given] of value.certificates.entries()) {
    const one = certificateFrom(given, index, path)
    const { name, fingerprint } = one
    if (certificates.has(fingerprint))
      throw refused(path, `${name} has the fingerprint ${fingerprint}, as another one above has`, {
        field: `certificates[${index}]`,
      })
    certificates.set(fingerprint, one)
  }
  return Object.freeze({ certificates })
}

/** Ids of laws as people order them: S2 before S10. */
const byNumber = ([a]: readonly [string, number], [b]: readonly [string, number]): number => {
  const partsOf = (id: string): readonly [string, number] => [id.replace(/\d.*/s, ''), Number(/\d+/.exec(id)?.[0])]
  const [word, number] = partsOf(a)
  const [otherWord, otherNumber] = partsOf(b)
  return compareStrings(word, otherWord) || number - otherNumber || compareStrings(a, b)
}

const printCertificate = (certificate: Certificate): string => {
  const { name, kind, fingerprint, laws, runs, seed, version, modules } = certificate
  const bites = Object.entries(laws)
    .sort(byNumber)
    .map(([id, bites]) => `${JSON.stringify(id)}: ${bites}`)
  return [
    '    {',
    `      "name": ${JSON.stringify(name)},`,
    `      "kind": ${JSON.stringify(kind)},`,
    `      "fingerprint": ${JSON.stringify(fingerprint)},`,
    `      "laws": { ${bites.join(', ')} },`,
    `      "runs": ${runs}, "seed": ${seed}, "version": ${JSON.stringify(version)},`,
    `      "modules": [${modules.map((path) => JSON.stringify(path)).join(', ')}]`,
    '    }',
  ].join('\n')
}

/**
 * The text, the same for the same certificates: sorted by name, so that a function that changed shows as one line of a diff.
 */
export const printEvidence = ({ certificates }: Evidence): string => {
  const sorted = [...certificates.values()].sort(
    (a, b) =>
      compareStrings(a.name, b.name) || compareStrings(a.kind, b.kind) || compareStrings(a.fingerprint, b.fingerprint),
  )
  const list = sorted.length === 0 ? '[]' : `[\n${sorted.map(printCertificate).join(',\n')}\n  ]`
  return `{\n  "format": ${format},\n  "certificates": ${list}\n}\n`
}
