/**
 * Times as numbers: milliseconds since 1970 in UTC. Import as `T`: `import * as T from 'floe/time'`. Nothing here asks for
 * the machine's zone or locale.
 */
export { add } from './add.ts'
export { between } from './between.ts'
export { hour, millisecond, minute, second } from './clock-fields.ts'
export { day, dayOfWeek, dayOfYear, isoWeek, isoWeekYear, month, quarter, year } from './date-fields.ts'
export { fromIso } from './from-iso.ts'
export type { Result, Time } from './time.ts'
export { toIso, toIsoDate } from './to-iso.ts'
export { truncate } from './truncate.ts'
export type { CalendarUnit, ClockUnit, Unit } from './unit.ts'
