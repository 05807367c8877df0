/**
 * Proves that what users may import is what is listed here, so that nothing becomes public or goes away by accident. That
 * all of it is documented is proved in test/docs.
 */
import { describe, expect, test } from 'vitest'
import { exportsOf } from '../docs/module-exports.ts'
import { readText } from './modules.ts'

const lists: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  'src/index.ts': {
    values: `FloeError aggregate ascending asofJoin chunk cogroup compareCanonical compiled concat countBy cross decode
      derive descending describe distinct distinctBy drop dropWhile errorCodes except filter filterMap first
      flatMap flow fromSource generate groupBy identical intersect isDataset isFloeError join last map mapAsync
      omit orderOf over parseEvidence pipe pivot printSchema range reference rejecting rejectOf rename repeat replay rollup rows run runAll sample scan
      schemaOf select separate show shuffle sliding sortBy split splitEither stream sumBy take takeWhile tap toList
      topBy unfold union unpivot update validate write zipWithIndex`,
    types: `AsofDirection AsofHow AsofOn AsofTime Bag Batch Certificate Cogroup Column Columns ColumnSummary Context Dataset Derived Engine
      ErrorCode ErrorPolicy ErrorTag Evidence Field Frozen GenerateOptions Group JoinHow JoinOn Joined Key KeyOptions Kind
      MapAsyncOptions NamedGroup Node NodeOf Omitted OnError Order Origin Outputs Over OverBy Part PartSize Parts PivotOn Pivoted Place Preparing
      Progress Raw Reject Renamed Report ResumableWriter Resumption RolledUp RowOf RowOptions RowsInColumns Run RunAll RunAllOptions RunError RunEvent RunOptions Schema Seed Selected
      Scan Sequence ShowOptions Sink Source StageReport Task Totals Unpivoted Where Writer`,
  },
  'src/aggregate/index.ts': {
    values: `any approxCountDistinct approxQuantile bottomK bottomKBy contramap correlation count countDistinct
      covariance define every filtered first fold fromMonoid histogram last map max maxBy mean median min minBy mode
      populationCovariance populationStddev populationVariance quantile stddev struct sum toList toMap toSet topK topKBy
      tuple variance weightedMean`,
    types: 'Aggregate Definition Histogram Parts State',
  },
  'src/io/index.ts': {
    values:
      'csv fetchJson inferCsv inferJson inferNdjson inferParquet json lines ndjson pages parquet rows toCsv toFiles toJson toNdjson toParquet',
    types: `Ask ColumnFacts ColumnType CsvFacts CsvOptions CsvRow FetchPage FileOptions JsonFacts JsonOptions JsonRow KeptAnswer KeyFor KeyValue Page PageStore PagesOptions ParquetFacts
      ParquetRow Paths SampleOptions ToCsvOptions ToFilesOptions ToParquetOptions WithPath`,
  },
  'src/codec/index.ts': {
    values: `bigintFromText booleanFrom booleanFromText dateFromIso dateFromMicros dateFromNanos dateFromPostgres
      dateFromSeconds fromStandard intFromText nullIfEmpty numberFromText oneOf`,
    types: 'Codec Decoded DescribedCodec',
  },
  'src/time/index.ts': {
    values: `add between day dayOfWeek dayOfYear fromIso hour isoWeek isoWeekYear millisecond minute month quarter second
      toIso toIsoDate truncate year`,
    types: 'CalendarUnit ClockUnit Result Time Unit',
  },
  'src/window/index.ts': {
    values: `cumulativeShare denseRank first lag last lead ntile percentRank rank rolling rowNumber running whole`,
    types: 'Frame Window',
  },
  'src/inspect/index.ts': {
    values: 'explain mermaid printReport table',
    types: 'DrawOptions ExplainOptions MermaidOptions ReportOptions TableOptions',
  },
  'src/io/postgres/index.ts': {
    values: 'postgres toPostgres',
    types: 'PostgresConnection PostgresOptions PostgresPool ToPostgresOptions',
  },
  'src/concurrent/index.ts': {
    values: 'channel mutex semaphore withPermits',
    types: 'Channel Semaphore',
  },
  'src/laws/index.ts': {
    values: `aggregate assertEquivalent check codec describeLaws equality equivalent examine fresh job mutantsOf
      ordering pages pipeline printEquivalence readEvidence row rows rowsFrom rowsOf sink source stage task`,
    types: `AggregateInstance AggregateOptions Breach CheckOptions CodecInstance CodecOptions ColumnMatch Cost
      Counterexample Coverage Divergence EffectsApart Equivalence EquivalentOptions Failure FieldChange Finding Fresh
      JobInstance JobOptions JobParts Later Law LawReport Mutant OpenSink Page Paged PagesInstance PipelineInstance PipelineOptions Pair
      Profile Promised Property Readable Reducer RelationOptions Report RowSample RowsDiff Runner
      SchemaChange Session SinkInstance SinkOptions SourceInstance SourceOptions StageInstance
      StageOptions Subject Target TaskContext TaskOptions Tolerance`,
  },
  // Puts in Node's hooks, and gives nothing.
  'src/loader/index.ts': { values: '', types: '' },
  'src/loader/vite.ts': { values: 'floe', types: '' },
  'src/loader/esbuild.ts': { values: 'floe', types: '' },
}

const wordsOf = (text: string): readonly string[] => [...(text.match(/\S+/g) ?? [])].sort()

describe('public exports', () => {
  test('are listed for every entry point of the package', () => {
    const { exports } = JSON.parse(readText('package.json')) as {
      readonly exports: Readonly<Record<string, string | { readonly types: string }>>
    }
    const modules = Object.values(exports).flatMap((entry) =>
      typeof entry === 'string' ? [] : [entry.types.replace('./dist/', 'src/').replace('.d.ts', '.ts')],
    )
    expect(modules.sort()).toEqual(Object.keys(lists).sort())
  })

  test.each(Object.entries(lists))('of %s', (path, { values, types }) => {
    const found = exportsOf(readText(path))
    const names = (isType: boolean) =>
      found
        .filter((one) => one.isType === isType)
        .map(({ name }) => name)
        .sort()
    expect(names(false)).toEqual(wordsOf(values))
    expect(names(true)).toEqual(wordsOf(types))
  })

  test.each([
    ['src/index.ts', () => import('floe')],
    ['src/aggregate/index.ts', () => import('floe/aggregate')],
    ['src/io/index.ts', () => import('floe/io')],
    ['src/codec/index.ts', () => import('floe/codec')],
    ['src/time/index.ts', () => import('floe/time')],
    ['src/inspect/index.ts', () => import('floe/inspect')],
    ['src/window/index.ts', () => import('floe/window')],
    ['src/concurrent/index.ts', () => import('floe/concurrent')],
    ['src/io/postgres/index.ts', () => import('floe/postgres')],
  ])('of %s are there at run time', async (path, load) => {
    expect(Object.keys(await load()).sort()).toEqual(wordsOf(lists[path]?.values ?? ''))
  })
})
