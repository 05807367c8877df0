/** Which modules are a user's own, so that their functions may become lambdas. */
import { fileURLToPath } from 'node:url'

/** Floe itself, as its sources or as it is built. */
const own = new URL('..', import.meta.url)
const ownPath = fileURLToPath(own).replaceAll('\\', '/')

/** Of the address of a module, or its path. What packages bring, and what tools make up, is left alone. */
export const isUserModule = (id: string): boolean => {
  const path = id.replaceAll('\\', '/')
  return (
    !path.includes('\0') && !path.includes('/node_modules/') && !path.startsWith(own.href) && !path.startsWith(ownPath)
  )
}

/** Whether a name ends as those of modules do. What comes after a question mark asks for something else of it. */
export const isModuleName = (id: string): boolean => /\.[cm]?[jt]sx?$/.test(id)
