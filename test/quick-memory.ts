/**
 * Runs before each test file: the peak of memory is asked of the system once, and not for each of the many tiny runs of
 * properties, most of which are over before the system has answered.
 */
const usage = process.resourceUsage()
process.resourceUsage = () => usage
