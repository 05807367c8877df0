/** C7: what is no encoding is refused, and never made into half a value. */
import { printValue } from '../../data/print-value.ts'
import { type Breach, held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { firstBroken, told } from './compare.ts'
import { garbageOf, strangerTo, truncated } from './garbage.ts'
import { isSequence } from './pieces.ts'
import type { CodecTrial, Outcome } from './trial.ts'

/** How values look that stand for "this could not be made". */
const halves = ['date(NaN)', 'NaN', 'undefined'] as const

/** What -0 stands for is not worth a complaint about garbage. */
const withoutSigns = (looked: string): string => looked.replace(/(?<![\w.])-0(?![\w.])/g, '0')

/** Whether a look is within another, and not in a text. */
const holds = (looked: string, half: (typeof halves)[number]): boolean => {
  const bare = looked.replace(/"(?:[^"\\]|\\.)*"/g, '')
  return half === 'date(NaN)' ? bare.includes(half) : new RegExp(`\\b${half}\\b`).test(bare)
}

/** Whether what was given says that nothing could be made: one that says all over that it is none does, of a kind. */
const isRefusal = ({ kind, value, looked }: Outcome): boolean =>
  kind !== 'value' || value === null || halves.some((half) => half === looked)

/** What is wrong with a value that was made of garbage; undefined if it might be one like others. */
const flawOf = async (trial: CodecTrial, garbage: unknown, made: Outcome): Promise<string | undefined> => {
  if (isRefusal(made) && !trial.isTotal) return undefined
  // io-ts takes a field that is not there for one that is undefined, where the codec takes that.
  const half = halves.find(
    (one) =>
      !(trial.isIoTs && one === 'undefined') &&
      holds(made.looked, one) &&
      !holds(look(garbage), one) &&
      !trial.mayHave(one),
  )
  if (half !== undefined) return `half a value, with ${half === 'date(NaN)' ? 'an invalid Date' : half} in it`
  const encoded = await trial.encode(made.value)
  if (encoded.kind !== 'value') return 'a value that cannot be encoded'
  const again = await trial.decode(encoded.value)
  if (again.kind !== 'value') return 'a value whose encoding is refused'
  return withoutSigns(again.looked) === withoutSigns(look(made.value))
    ? undefined
    : 'a value that no encoding stands for'
}

export const total: Law<CodecTrial> = {
  id: 'C7',
  name: 'total',
  statement: 'garbage is refused with a reason, and never half decoded',
  why: 'A file that was cut off, or is not what it should be, is read as if nothing had happened.',
  mend: 'check what was found before it is used: how many parts there are, and whether each is what it must be',
  after: ['C1'],
  check: async (trial) => {
    if (!trial.hasDecode) return trivial('there is no decoder')
    const { salt } = trial
    const good = (await trial.encoded()).filter(({ kind }) => kind === 'value').slice(-1)
    const isStrict = trial.isIoTs || trial.isTotal
    const tried: { readonly one: unknown; readonly made: Outcome }[] = []
    for (const { value } of good)
      for (const one of isStrict ? garbageOf(value, salt) : isSequence(value) ? truncated(value, salt) : [])
        tried.push({ one, made: await trial.decode(one) })
    if (tried.length === 0) return trivial('there was no encoding that could be damaged')
    const checks = async (): Promise<boolean> =>
      2 * tried.filter(({ made }) => isRefusal(made)).length >= tried.length &&
      isRefusal(await trial.decode(strangerTo(good[0]?.value)))
    // Who takes nearly everything has not said that garbage is told from the rest.
    if (!isStrict && !(await checks()))
      return trivial("the decoder hardly refuses anything: declare 'total' if it should")
    return firstBroken(
      tried,
      async ({ one, made }): Promise<Breach | undefined> => {
        const what = (flaw: string): Breach => ({
          what: flaw,
          path: 'garbage',
          before: printValue(one, 200),
          after: told(made),
        })
        if (made.kind === 'error') return trial.isIoTs ? what('the codec threw, and did not give a Left') : undefined
        if (made.kind === 'left') {
          const isSilent = trial.isIoTs && Array.isArray(made.value) && made.value.length === 0
          return isSilent ? what('the codec refused it, and does not say why') : undefined
        }
        const flaw = await flawOf(trial, one, made)
        return flaw === undefined ? undefined : what(`of garbage was made ${flaw}`)
      },
      held,
    )
  },
}
