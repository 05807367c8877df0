/**
 * Proves that the coordinator keeps its promises in every order in which things can happen: all states that can be reached
 * with few workers and parts are visited. No part is lost, none is given twice, they are given in order, no more are ahead
 *  than may be, nothing is begun but what is wanted while too much waits, and it never stands still before the end.
 */
import { describe, expect, test } from 'vitest'
import {
  type Action,
  type Coordination,
  coordination,
  type Happening,
  happen,
  type Limits,
} from '../../../src/engine/workers/coordinator.ts'

/** What is outside of the coordinator: parts yet to be found, workers under way, what it has been given, losses to come. */
interface World {
  readonly state: Coordination
  readonly toFind: number
  readonly starting: readonly number[]
  /** By worker, the part that it is at. */
  readonly working: ReadonlyMap<number, number>
  readonly isGiven: boolean
  readonly given: readonly number[]
  /** How many are done and not yet taken: each takes a byte. */
  readonly waiting: number
  readonly lossesLeft: number
  readonly end: 'end' | 'fail' | undefined
}

interface Setting extends Limits {
  readonly parts: number
  /** Parts on a row of which the run ends. */
  readonly failing: readonly number[]
  readonly losses: number
}

const act = (world: World, actions: readonly Action[], { ahead, bytes }: Setting): World => {
  let { starting, working, isGiven, given, end } = world
  for (const action of actions) {
    if (end !== undefined) throw new Error('it acts after the end')
    switch (action.kind) {
      case 'hire':
        if (starting.includes(action.worker) || working.has(action.worker))
          throw new Error('it hires one that is there')
        starting = [...starting, action.worker].sort()
        break
      case 'begin': {
        const { worker, part } = action
        if (working.has(worker) || starting.includes(worker)) throw new Error('it gives work to one that is not free')
        if ([...working.values()].includes(part) || given.includes(part)) throw new Error('it begins a part twice')
        const taken = isGiven ? given.length - 1 : given.length
        if (part > taken && world.waiting >= bytes) throw new Error('it begins more while too much waits')
        if (part >= taken + ahead) throw new Error('it is too far ahead')
        working = new Map([...working, [worker, part]])
        break
      }
      case 'give':
        if (isGiven) throw new Error('it gives before the last was taken')
        if (action.part !== given.length) throw new Error('it gives out of order')
        given = [...given, action.part]
        isGiven = true
        break
      case 'fail':
      case 'end':
        end = action.kind
        break
      default:
        action satisfies never
    }
  }
  return { ...world, starting, working, isGiven, given, end }
}

/** All that can happen next. */
const next = (world: World, setting: Setting): readonly World[] => {
  const tell = (changed: Partial<World>, event: Happening): World => {
    const [state, actions] = happen(world.state, event)
    return act({ ...world, ...changed, state }, actions, setting)
  }
  const { toFind, starting, working, isGiven, lossesLeft } = world
  const without = (worker: number): ReadonlyMap<number, number> =>
    new Map([...working].filter(([one]) => one !== worker))
  const all: World[] = []
  if (toFind > 0) all.push(tell({ toFind: toFind - 1 }, { kind: 'found' }))
  if (toFind === 0) all.push(tell({ toFind: -1 }, { kind: 'allFound' }))
  for (const worker of starting)
    all.push(tell({ starting: starting.filter((one) => one !== worker) }, { kind: 'ready', worker }))
  for (const [worker, part] of working)
    all.push(
      tell(
        { working: without(worker), waiting: world.waiting + 1 },
        { kind: 'done', worker, failed: setting.failing.includes(part), bytes: 1 },
      ),
    )
  if (isGiven) all.push(tell({ isGiven: false, waiting: world.waiting - 1 }, { kind: 'taken' }))
  if (lossesLeft > 0)
    for (let worker = 0; worker < setting.workers; worker++)
      all.push(
        tell(
          { lossesLeft: lossesLeft - 1, starting: starting.filter((one) => one !== worker), working: without(worker) },
          { kind: 'lost', worker },
        ),
      )
  return all
}

const keyOf = ({ state, working, ...rest }: World): string =>
  JSON.stringify([
    { ...state, losses: [...state.losses], done: [...state.done.keys()].sort() },
    [...working].sort(),
    rest.toFind,
    rest.starting,
    rest.isGiven,
    rest.given,
    rest.lossesLeft,
    rest.end,
  ])

/** Visits every world that can be reached; gives how many there are, and how they end. */
const explore = (setting: Setting) => {
  const [state, actions] = coordination(setting)
  const first: World = {
    state,
    toFind: setting.parts,
    starting: [],
    working: new Map(),
    isGiven: false,
    given: [],
    waiting: 0,
    lossesLeft: setting.losses,
    end: undefined,
  }
  const seen = new Set<string>()
  const ends = new Set<string>()
  const left = [act(first, actions, setting)]
  for (let world = left.pop(); world !== undefined; world = left.pop()) {
    const key = keyOf(world)
    if (seen.has(key)) continue
    seen.add(key)
    if (world.end !== undefined) {
      ends.add(`${world.end} after ${world.given.length}`)
      continue
    }
    const following = next(world, setting)
    // What is lost is chance: without it, too, there must be a way on.
    if (next({ ...world, lossesLeft: 0 }, setting).length === 0) throw new Error(`it stands still: ${key}`)
    left.push(...following)
  }
  return { worlds: seen.size, ends: [...ends].sort() }
}

const usual = { workers: 2, ahead: 4, bytes: 9, retries: 0, parts: 4, failing: [], losses: 0 }

describe('in every order', () => {
  test.each([
    [{ ...usual, parts: 0 }, 0],
    [{ ...usual, workers: 1 }, 4],
    [usual, 4],
    [{ ...usual, ahead: 1 }, 4],
    [{ ...usual, bytes: 0 }, 4],
    [{ ...usual, workers: 3, bytes: 1 }, 4],
    [{ ...usual, workers: 3, ahead: 6, bytes: 2, parts: 5 }, 5],
    [{ ...usual, workers: 3, ahead: 2 }, 4],
    [{ ...usual, workers: 3, ahead: 6, parts: 5 }, 5],
  ] as const)('all parts are given, %j', (setting, given) => {
    const { ends, worlds } = explore(setting)
    expect(ends).toEqual([`end after ${given}`])
    if (setting.parts > 0) expect(worlds).toBeGreaterThan(20)
  })

  test.each([
    [{ ...usual, failing: [0] }, 1],
    [{ ...usual, failing: [2] }, 3],
    [{ ...usual, workers: 3, failing: [1, 3] }, 2],
    [{ ...usual, workers: 3, ahead: 6, failing: [3, 0] }, 1],
  ] as const)('parts are given up to the first that failed, %j', (setting, given) => {
    expect(explore(setting).ends).toEqual([`end after ${given}`])
  })

  test('a worker that is lost ends the run', () => {
    const { ends } = explore({ ...usual, losses: 1 })
    // It may be lost when all is given.
    expect(ends).toContain('end after 4')
    expect(ends).toContain('fail after 0')
    expect(ends.every((end) => end === 'end after 4' || end.startsWith('fail'))).toBe(true)
  })

  test('a worker that is lost is replaced, and its part begun again, so often', () => {
    expect(explore({ ...usual, losses: 1, retries: 1 }).ends).toEqual(['end after 4'])
    expect(explore({ ...usual, bytes: 1, losses: 1, retries: 1 }).ends).toEqual(['end after 4'])
    const twice = explore({ ...usual, parts: 3, losses: 2, retries: 2 })
    expect(twice.ends).toEqual(['end after 3'])
    expect(explore({ ...usual, parts: 3, losses: 2, retries: 1 }).ends).toContain('fail after 0')
    expect(twice.worlds).toBeGreaterThan(1000)
  })

  test('a worker that is lost at its part is no end, while it may be retried', () => {
    const [state] = coordination({ workers: 1, ahead: 2, bytes: 9, retries: 1 })
    const steps: readonly Happening[] = [
      { kind: 'found' },
      { kind: 'allFound' },
      { kind: 'ready', worker: 0 },
      { kind: 'lost', worker: 0 },
      { kind: 'ready', worker: 0 },
      { kind: 'done', worker: 0, failed: false, bytes: 1 },
      { kind: 'taken' },
    ]
    let at = state
    const acted = steps.flatMap((event) => {
      const [next, actions] = happen(at, event)
      at = next
      return actions.map(({ kind }) => kind)
    })
    expect(acted).toEqual(['begin', 'hire', 'begin', 'give', 'end'])
    expect(at.isOver).toBe(true)
  })
})
