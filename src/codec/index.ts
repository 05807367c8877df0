/**
 * Codecs for what files hold: times, numbers and booleans as text, lists of choices. Import as `C`:
 * `import * as C from 'floe/codec'`. All are codecs of io-ts, and stand where those stand.
 */
export { booleanFrom } from './boolean-from.ts'
export type { Codec, Decoded } from './codec.ts'
export { dateFromMicros, dateFromNanos, dateFromSeconds } from './date-from-count.ts'
export { dateFromIso } from './date-from-iso.ts'
export { dateFromPostgres } from './date-from-postgres.ts'
export type { DescribedCodec } from './described-codec.ts'
export { fromStandard } from './from-standard.ts'
export { bigintFromText, booleanFromText, intFromText, numberFromText } from './from-text.ts'
export { nullIfEmpty } from './null-if-empty.ts'
export { oneOf } from './one-of.ts'
