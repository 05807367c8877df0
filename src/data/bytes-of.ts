/**
 * The bytes of a typed array, DataView or ArrayBuffer, the same on every machine. Knows nothing of rows.
 *
 * Two things about the memory of a typed array depend on the machine: the order of bytes within an element, and the
 * bits of NaN (0/0 at run time and 0/0 folded by a compiler may differ). Both are made one here: little-endian, and NaN
 * all ones. So bytes are compared and hashed by content alone.
 */

const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
  ?.get as (this: unknown) => string | undefined

/**
 * The type of a bytes value: `'Uint8Array'` (also for a Buffer), `'Float64Array'`, …, `'DataView'`, `'ArrayBuffer'`.
 *
 * @example
 * bytesName(new Uint8Array(2)) // 'Uint8Array'
 */
export const bytesName = (value: ArrayBufferView | ArrayBuffer): string =>
  typedArrayName.call(value) ?? (ArrayBuffer.isView(value) ? 'DataView' : 'ArrayBuffer')

type View = new (memory: ArrayBuffer) => ArrayBufferView

/** The types over memory, by the names that `bytesName` gives them. */
export const views: { readonly [name: string]: View & { readonly BYTES_PER_ELEMENT?: number } } = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

const machineIsLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Stands for any typed array; which one it is, only its name says. */
type Elements = ArrayLike<number> & ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }

const fillNaNs = (elements: Elements, bytes: Uint8Array): Uint8Array => {
  const width = elements.BYTES_PER_ELEMENT
  let copy: Uint8Array | undefined
  for (let i = 0; i < elements.length; i++) {
    if (!Number.isNaN(elements[i])) continue
    copy ??= new Uint8Array(bytes)
    copy.fill(0xff, i * width, (i + 1) * width)
  }
  return copy ?? bytes
}

/** The same bytes with each run of `width` of them turned round: big-endian to little-endian. */
export const swapped = (bytes: Uint8Array, width: number): Uint8Array => {
  const copy = new Uint8Array(bytes)
  for (let i = 0; i < copy.length; i += width) copy.subarray(i, i + width).reverse()
  return copy
}

/**
 * The content as bytes, little-endian, every NaN alike. A view of the same memory where nothing needs to be changed, so
 * do not write to it; a copy otherwise.
 *
 * @example
 * bytesOf(new Uint16Array([258])) // Uint8Array(2) [ 2, 1 ]
 */
export const bytesOf = (value: ArrayBufferView | ArrayBuffer): Uint8Array => {
  if (!ArrayBuffer.isView(value)) return new Uint8Array(value)
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  const filled = bytesName(value).startsWith('Float') ? fillNaNs(value as Elements, bytes) : bytes
  // A DataView has no elements: its content is bytes, in their order.
  return machineIsLittle ? filled : swapped(filled, (value as Partial<Elements>).BYTES_PER_ELEMENT ?? 1)
}
