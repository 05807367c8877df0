/**
 * What a field takes, in words that types of a database can be compared with.
 */
import type * as S from '../../data/schema.ts'

/** The `typeof` of values; `date`, `bytes`, `array`, `record` and so on besides; `unknown` for anything. */
export type Taken = ReadonlySet<string>

export const takenBy = (target: S.Schema): Taken => {
  switch (target.kind) {
    case 'union':
      return new Set(target.members.flatMap((member) => [...takenBy(member)]))
    case 'literal':
      return new Set([target.value === null ? 'null' : typeof target.value])
    default:
      return new Set([target.kind])
  }
}
