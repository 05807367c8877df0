/**
 * What a row that fails does: to the run, if nothing else is said, or at a node that says so for itself.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * What to do with a row that cannot be read, or on which a function throws.
 *
 * @example
 * const policy: F.ErrorPolicy = 'reject'
 * const inverse = F.map((n: number) => 12n / BigInt(n))
 * const result = await F.run(F.pipe(F.rows([4, 0, 3]), inverse), { onError: policy })()
 * E.isRight(result) && result.right.rows // List [ 3n, 4n ]
 */
export type ErrorPolicy = 'fail' | 'reject'

/**
 * What a node, and the options of a source, may say of their own rows; where nothing is said, the run decides.
 *
 * @example
 * const stepAside: F.OnError = { onError: 'reject' }
 * stepAside.onError // 'reject'
 */
export interface OnError {
  /** What a row that fails does: end the run (`'fail'`), or step aside (`'reject'`). Default: what the run says. */
  readonly onError?: ErrorPolicy
}

/** @throws FloeError InvalidArgument */
export const checkPolicy = ({ onError }: OnError): void => {
  if (onError !== undefined && onError !== 'fail' && onError !== 'reject')
    throw new FloeError('InvalidArgument', {
      message: `onError is ${printValue(onError)}`,
      hint: "it takes 'fail' or 'reject'",
    })
}

/** Whether rows that fail at a node are set aside, in a run of this policy. */
export const rejectsAt = (node: OnError, ofRun: ErrorPolicy): boolean => (node.onError ?? ofRun) === 'reject'
