/**
 * Floe: pure, lazy pipelines over immutable rows.
 *
 * This is the public list of `floe`, written out. Aggregates are in `floe/aggregate`, files in `floe/io`, codecs in
 * `floe/codec`, times in `floe/time`, window functions in `floe/window`, printing in `floe/inspect`,
 * permits and channels in `floe/concurrent`.
 */

// Composition (of fp-ts)

export { flow, pipe } from 'fp-ts/lib/function.js'

// Values

export { compareCanonical } from './data/canonical-order.ts'
export type { Frozen } from './data/frozen.ts'
export { identical } from './data/identical.ts'
export type { Order } from './data/order.ts'
export { type Field, printSchema, type Schema } from './data/schema.ts'

// Errors

export {
  type ErrorCode,
  type ErrorTag,
  errorCodes,
  FloeError,
  isFloeError,
  type Place,
  type RunError,
} from './error/floe-error.ts'

// Evidence

export { type Certificate, type Evidence, parseEvidence } from './evidence/evidence.ts'

// Datasets and plans

export { type Bag, type Dataset, isDataset, type RowOf, type Sequence } from './plan/dataset.ts'
export type { ErrorPolicy, OnError } from './plan/error-policy.ts'
export type { Kind, Node, NodeOf } from './plan/node.ts'
export { rejecting } from './plan/rejecting.ts'
export { replay } from './plan/replay.ts'
export { orderOf, schemaOf } from './plan/tree.ts'

// Sources and sinks

export { type GenerateOptions, generate } from './io/generate/source.ts'
export { range } from './io/range.ts'
export { repeat } from './io/repeat.ts'
export { rows } from './io/rows.ts'
export { unfold } from './io/unfold.ts'
export { fromSource } from './plan/from-source.ts'
export type { ResumableWriter, Resumption, Sink, Writer } from './plan/sink.ts'
export type {
  Batch,
  Column,
  Columns,
  Part,
  PartSize,
  Parts,
  Raw,
  RowsInColumns,
  Scan,
  Source,
  Where,
} from './plan/source.ts'

// Row by row

export { decode } from './plan/operators/decode.ts'
export { filter } from './plan/operators/filter.ts'
export { filterMap } from './plan/operators/filter-map.ts'
export { flatMap } from './plan/operators/flat-map.ts'
export { map } from './plan/operators/map.ts'
export { type MapAsyncOptions, mapAsync, type Task } from './plan/operators/map-async.ts'
export { tap } from './plan/operators/tap.ts'
export { update } from './plan/operators/update.ts'
export { validate } from './plan/operators/validate.ts'

// Fields

export { type Derived, derive } from './plan/operators/derive.ts'
export { type Omitted, omit } from './plan/operators/omit.ts'
export { type Renamed, rename } from './plan/operators/rename.ts'
export { type Selected, select } from './plan/operators/select.ts'
export { type Unpivoted, unpivot } from './plan/operators/unpivot.ts'

// In two

export { splitEither } from './plan/derived/split-either.ts'
export { separate } from './plan/operators/separate.ts'
export { split } from './plan/operators/split.ts'

// In order

export { first } from './plan/derived/first.ts'
export { topBy } from './plan/derived/top-by.ts'
export { chunk } from './plan/operators/chunk.ts'
export { drop } from './plan/operators/drop.ts'
export { dropWhile } from './plan/operators/drop-while.ts'
export { last } from './plan/operators/last.ts'
export { scan } from './plan/operators/scan.ts'
export { shuffle } from './plan/operators/shuffle.ts'
export { sliding } from './plan/operators/sliding.ts'
export { ascending, descending, type Key, type KeyOptions, sortBy } from './plan/operators/sort-by.ts'
export { take } from './plan/operators/take.ts'
export { takeWhile } from './plan/operators/take-while.ts'
export { zipWithIndex } from './plan/operators/zip-with-index.ts'

// Sets and samples

export { union } from './plan/derived/union.ts'
export { concat } from './plan/operators/concat.ts'
export { distinct } from './plan/operators/distinct.ts'
export { distinctBy } from './plan/operators/distinct-by.ts'
export { except } from './plan/operators/except.ts'
export { intersect } from './plan/operators/intersect.ts'
export { sample } from './plan/operators/sample.ts'
export type { Seed } from './plan/seed-argument.ts'

// Groups

export { countBy } from './plan/derived/count-by.ts'
export { type Pivoted, type PivotOn, pivot } from './plan/derived/pivot.ts'
export { sumBy } from './plan/derived/sum-by.ts'
export { aggregate, type Totals } from './plan/operators/aggregate.ts'
export { type Group, groupBy, type NamedGroup } from './plan/operators/group-by.ts'
export { type Over, type OverBy, over } from './plan/operators/over.ts'
export { type RolledUp, rollup } from './plan/operators/rollup.ts'

// Together

export { type AsofDirection, type AsofHow, type AsofOn, type AsofTime, asofJoin } from './plan/operators/asof-join.ts'
export { type Cogroup, cogroup } from './plan/operators/cogroup.ts'
export { cross } from './plan/operators/cross.ts'
export { type Joined, type JoinHow, type JoinOn, join } from './plan/operators/join.ts'

// Running

export { compiled } from './engine/compiled/engine.ts'
export type { Context, Engine, Preparing } from './engine/engine.ts'
export type { RunEvent } from './engine/events.ts'
export type { Progress, RowOptions, RunOptions } from './engine/options.ts'
export { reference } from './engine/reference/engine.ts'
export { type Reject, rejectOf } from './engine/reject.ts'
export type { Report, StageReport } from './engine/report.ts'
export { type Run, run, stream, toList, write } from './engine/run.ts'
export { type Outputs, type RunAll, type RunAllOptions, runAll } from './engine/run-all.ts'
export type { Origin } from './engine/workers/messages.ts'

// Looking

export { type ShowOptions, show } from './inspect/show.ts'
export { type ColumnSummary, describe } from './plan/derived/describe.ts'
