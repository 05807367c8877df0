/**
 * Whether a certificate counts for this version of Floe.
 *
 * What laws say, what they are tried on and what a fingerprint is made of may be another thing in another version. So it
 * counts within one minor version, and is kept until somebody checks again.
 */
import type { Certificate } from './evidence.ts'
import { version } from './version.ts'

const minorOf = (text: string): string => text.split('.', 2).join('.')

export const isCurrent = (certificate: Certificate): boolean => minorOf(certificate.version) === minorOf(version)
