/**
 * A process of `npm run fuzz`: some of the inputs. It tells how far it is, so that whoever started it sees that it goes on.
 */
import { fuzz } from './fuzz.ts'

// Errors are made by the thousand, and nobody reads where.
Error.stackTraceLimit = 0

const [seed = 0, count = 0] = process.argv.slice(2).map(Number)
const { ends, wrong } = await fuzz(seed, count, (one) => {
  if ((one - seed) % 100 === 0) process.send?.({ at: one })
})
process.send?.({ ends: [...ends], wrong })
process.disconnect?.()
