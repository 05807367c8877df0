/**
 * The tests that Stryker runs against mutants of `data/`, `plan/` and `aggregate/`: no builds and no other processes.
 */
import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

const folders = ['data', 'aggregate', 'plan', 'semantics', 'engine']

export default defineConfig({ ...base, test: { ...base.test, include: folders.map((folder) => `test/${folder}/**/*.test.ts`) } })
