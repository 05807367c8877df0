/**
 * `floe/inspect`: plans, rows and reports as text.
 */
export type { DrawOptions } from './draw-table.ts'
export { type ExplainOptions, explain } from './explain.ts'
export { type MermaidOptions, mermaid } from './mermaid.ts'
export { printReport, type ReportOptions } from './report.ts'
export { type TableOptions, table } from './table.ts'
