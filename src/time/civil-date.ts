/**
 * Days since 1970 as year, month and day of the Gregorian calendar, which is taken to have been always in force, and back.
 *
 * Howard Hinnant's algorithms `civil_from_days` and `days_from_civil`, which count in eras of 400 years that begin on the
 * first of March, so that the leap day comes last: https://howardhinnant.github.io/date_algorithms.html
 * All in whole numbers that doubles hold exactly. O(1).
 */

export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

const daysInEra = 146_097
/** From 0000-03-01 to 1970-01-01. */
const daysBefore1970 = 719_468

/** The date that is so many days after 1970-01-01. */
export const civilFromDays = (days: number): CivilDate => {
  const shifted = days + daysBefore1970
  const era = Math.floor(shifted / daysInEra)
  const dayOfEra = shifted - era * daysInEra
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

/** How many days after 1970-01-01 a date is. The month may be any whole number: 13 is January of the next year. */
export const daysFromCivil = (year: number, month: number, day: number): number => {
  const years = year + Math.floor((month - 1) / 12)
  const inYear = month - 12 * Math.floor((month - 1) / 12)
  const shiftedYear = inYear <= 2 ? years - 1 : years
  const era = Math.floor(shiftedYear / 400)
  const yearOfEra = shiftedYear - era * 400
  const dayOfYear = Math.floor((153 * (inYear > 2 ? inYear - 3 : inYear + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * daysInEra + dayOfEra - daysBefore1970
}

/** How many days a month has; the month may be any whole number. */
export const daysInMonth = (year: number, month: number): number =>
  daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1)

/** The day of the week, 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (days: number): number => {
  const shifted = days + 3
  return shifted - 7 * Math.floor(shifted / 7) + 1
}
