/**
 * Paths below the working directory, as people write them. Plans name files by their full path once a module has
 * resolved it; where it runs is no part of what a reader wants to know.
 */
import { sep } from 'node:path'
import type { Report } from '../engine/report.ts'

/** The text with the working directory left out of paths. */
export const relativePaths = (text: string, directory = process.cwd()): string =>
  directory === sep ? text : text.replaceAll(`${directory}${sep}`, '')

/** A report whose stages name files relative to the working directory. */
export const withRelativePaths = (report: Report): Report => ({
  ...report,
  stages: report.stages.map((stage) => ({ ...stage, text: relativePaths(stage.text) })),
})
