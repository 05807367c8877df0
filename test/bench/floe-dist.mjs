/**
 * Where the build is: in dist, or, to measure another, where FLOE_DIST says.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the build. */
export const dist = resolve(process.env.FLOE_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url)))
