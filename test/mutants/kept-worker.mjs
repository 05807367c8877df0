/**
 * The thread in which vitest runs tests against mutants. It stays from one mutant to the next, and with it what is loaded of
 * packages; sources and tests are evaluated afresh for each, so that no mutant leaves anything behind for the next.
 */
import { parentPort } from 'node:worker_threads'
import { init, runBaseTests, setupEnvironment } from 'vitest/worker'

/** What hears messages: the worker itself, and the last of its channels. */
const listeners = []
parentPort.on('message', (message) => {
  for (const listener of [...listeners]) listener(message)
})

const run = (method) => async (state, traces) => {
  await runBaseTests(method, state, traces)
  // By this Stryker switches a mutant on, once all is loaded: what is loaded next must not run with it.
  if (globalThis.__stryker__) globalThis.__stryker__.activeMutant = undefined
  for (const module of state.evaluatedModules.idToModuleMap.values()) {
    if (module.file.includes('/node_modules/')) continue
    module.promise = module.exports = undefined
    module.evaluated = false
    module.importers.clear()
  }
}

init({
  post: (message) => parentPort.postMessage(message),
  on: (listener) => {
    if (listeners.length === 2) listeners.pop()
    listeners.push(listener)
  },
  off: () => {},
  runTests: run('run'),
  collectTests: run('collect'),
  setup: setupEnvironment,
})
