/**
 * The steps that go by the order of rows.
 */
import type {
  ChunkNode,
  DropNode,
  DropWhileNode,
  LastNode,
  ScanNode,
  SlidingNode,
  TakeNode,
  TakeWhileNode,
  ZipWithIndexNode,
} from '../../plan/node.ts'
import { nextState } from '../meaning/untouched.ts'
import { type Cursor, emitFrom, fail, placeOf, type Row } from './run.ts'
import { emitter, type Step } from './step.ts'

const { freeze } = Object

export const take: Step<TakeNode> = (at, next) => {
  const { node, run, stage, position } = at
  const emit = emitter(at, next)
  let taken = 0
  if (node.count === 0) run.doneAt = Math.max(run.doneAt, position)
  return (row) => {
    stage.rowsIn++
    if (++taken === node.count) run.doneAt = Math.max(run.doneAt, position)
    emit(row)
  }
}

export const drop: Step<DropNode> = (at, next) => {
  const { node, stage } = at
  const emit = emitter(at, next)
  let seen = 0
  return (row) => {
    stage.rowsIn++
    if (++seen > node.count) emit(row)
  }
}

export const takeWhile: Step<TakeWhileNode> = (at, next) => {
  const { node, run, stage, position } = at
  const emit = emitter(at, next)
  return (row) => {
    stage.rowsIn++
    let holds: unknown
    try {
      holds = node.lambda.call(row)
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    if (holds) emit(row)
    else run.doneAt = Math.max(run.doneAt, position)
  }
}

export const dropWhile: Step<DropWhileNode> = (at, next) => {
  const { node, run, stage } = at
  const emit = emitter(at, next)
  let dropping = true
  return (row) => {
    stage.rowsIn++
    if (dropping)
      try {
        dropping = Boolean(node.lambda.call(row))
      } catch (thrown) {
        fail(run, stage, thrown)
        return
      }
    if (!dropping) emit(row)
  }
}

export const scan: Step<ScanNode> = (at, next) => {
  const { node, run, stage } = at
  const emit = emitter(at, next)
  let state = node.initial
  return (row) => {
    stage.rowsIn++
    try {
      state = nextState(node.reducer, state, row)
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    emit(state)
  }
}

export const zipWithIndex: Step<ZipWithIndexNode> = (at, next) => {
  const { stage } = at
  const emit = emitter(at, next)
  let index = 0
  return (row) => {
    stage.rowsIn++
    emit(freeze([row, index++]))
  }
}

export const chunk: Step<ChunkNode> = (at, next) => {
  const { node, run, stage, position } = at
  const emit = emitter(at, next)
  let gathered: Row[] = []
  const give = (): void => {
    const rows = gathered
    gathered = []
    emitFrom(run, emit, freeze(rows))
  }
  const end = (): Iterable<unknown> => {
    if (gathered.length > 0) give()
    return []
  }
  run.ends.push({ position, end })
  return (row) => {
    stage.rowsIn++
    if (gathered.push(row) === node.size) give()
  }
}

export const sliding: Step<SlidingNode> = (at, next) => {
  const { node, run, stage } = at
  const emit = emitter(at, next)
  const window: Row[] = []
  // How many rows there are to pass over before the next window begins.
  let gap = 0
  return (row) => {
    stage.rowsIn++
    if (gap > 0) {
      gap--
      return
    }
    if (window.push(row) < node.size) return
    const rows = freeze([...window])
    gap = Math.max(0, node.step - node.size)
    window.splice(0, node.step)
    emitFrom(run, emit, rows)
  }
}

export const last: Step<LastNode> = (at, next) => {
  const { run, stage, position } = at
  const emit = emitter(at, next)
  let seen: { readonly row: Row; readonly place: Cursor } | undefined
  const end = (): Iterable<unknown> => {
    if (seen !== undefined) emitFrom(run, emit, seen.row, seen.place)
    return []
  }
  run.ends.push({ position, end })
  return (row) => {
    stage.rowsIn++
    seen = { row, place: placeOf(run) }
  }
}
