/**
 * `floe/laws`: whether functions, stages and plans keep their promises.
 *
 * @packageDocumentation
 */
export type { Reducer } from './aggregate/reducer.ts'
export { type AggregateInstance, type AggregateOptions, aggregate } from './aggregate/subjects.ts'
export type { Profile } from './arbitrary/profile.ts'
export { rowsFrom } from './arbitrary/rows-from.ts'
export { rowsOf } from './arbitrary/rows-of.ts'
export { type CheckOptions, check, examine } from './check.ts'
export { type CodecInstance, type CodecOptions, codec, type Pair } from './codec/subjects.ts'
export { describeLaws, type Runner } from './describe-laws.ts'
export type { Page, Paged } from './io/cursor/paged.ts'
export { type PagesInstance, pages } from './io/cursor/subjects.ts'
export { type JobInstance, type JobOptions, job } from './io/job/subjects.ts'
export type { JobParts } from './io/job/world.ts'
export { type SinkInstance, type SinkOptions, sink } from './io/sink/subjects.ts'
export type { OpenSink, Target } from './io/sink/trial.ts'
export type { Readable } from './io/source/reading.ts'
export { type SourceInstance, type SourceOptions, source } from './io/source/subjects.ts'
export type { Breach, Finding, Later, Law, Property } from './law.ts'
export { equality, ordering, type RelationOptions } from './ordering/subjects.ts'
export type { Failure, LawReport, Report } from './report.ts'
export { row, rows, type StageInstance, type StageOptions, stage } from './stage/subjects.ts'
export { type Fresh, fresh, type Session, type Subject } from './subject.ts'
export { type Promised, type TaskContext, type TaskOptions, task } from './task/subject.ts'
