/** C6: what was encoded before the codec changed can be read. */
import { printValue } from '../../data/print-value.ts'
import { type Breach, held, type Law, trivial } from '../law.ts'
import { breachOf, firstBroken, told } from './compare.ts'
import type { CodecTrial } from './trial.ts'

export const compatible: Law<CodecTrial> = {
  id: 'C6',
  name: 'compatible',
  statement: 'new reads old',
  why: 'What is stored already cannot be read by the next version.',
  mend: 'let new fields be optional, or give them a default; read both forms of what has another form now',
  check: async (trial) => {
    const { old, oldValues } = trial
    if (old === undefined) return trivial('no older codec is given: old')
    const encoded: { readonly value: unknown; readonly written: unknown }[] = []
    for (const value of oldValues) {
      const { kind, value: written } = await old.encode(value)
      if (kind === 'value') encoded.push({ value, written })
    }
    return firstBroken(
      encoded,
      async ({ value, written }, i): Promise<Breach | undefined> => {
        const read = await trial.decode(written)
        const path = `values[${i}] of the older codec`
        if (read.kind !== 'value')
          return {
            what: 'what the older codec wrote is not read',
            path,
            before: printValue(written, 200),
            after: told(read),
          }
        if (old.isSame) return breachOf(value, read, 'what the older codec wrote is read as something else', path)
        const again = await trial.encode(read.value)
        return again.kind === 'value'
          ? undefined
          : {
              what: 'what the older codec wrote is read as something that cannot be encoded',
              path,
              before: told(read),
              after: told(again),
            }
      },
      encoded.length > 0 ? held : trivial('the older codec wrote nothing'),
    )
  },
}
