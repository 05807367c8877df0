/**
 * Plots as they stand in files.
 */
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const style = { background: 'white', fontFamily: 'system-ui, sans-serif', fontSize: '12px' }

/** An SVG. */
export const drawn = (options) => {
  const { document } = parseHTML('<html><body></body></html>')
  const svg = Plot.plot({ document, className: 'plot', style, ...options })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return `${svg.outerHTML}\n`
}
