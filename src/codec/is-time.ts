import { inRange } from '../time/time.ts'

/** Whether a value is a time: a number of milliseconds that a calendar has a date for. */
export const isTime = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(inRange(value))
