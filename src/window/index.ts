/**
 * Window functions: what `over` takes. Import as `W`: `import * as W from 'floe/window'`.
 */
export { cumulativeShare } from './cumulative-share.ts'
export { denseRank } from './dense-rank.ts'
export { first } from './first.ts'
export type { Frame } from './frame.ts'
export { lag } from './lag.ts'
export { last } from './last.ts'
export { lead } from './lead.ts'
export { ntile } from './ntile.ts'
export { percentRank } from './percent-rank.ts'
export { rank } from './rank.ts'
export { rolling } from './rolling.ts'
export { rowNumber } from './row-number.ts'
export { running } from './running.ts'
export { whole } from './whole.ts'
export type { Window } from './window.ts'
