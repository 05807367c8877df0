/**
 * Rows as bytes that can change hands, and back.
 */
const { serialize, deserialize } = process.getBuiltinModule('node:v8')

export const pack = (rows: readonly unknown[]): ArrayBuffer => {
  const bytes = serialize(rows)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

export const unpack = (buffer: ArrayBuffer): readonly unknown[] => deserialize(Buffer.from(buffer))
