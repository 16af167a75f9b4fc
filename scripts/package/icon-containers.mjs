/**
 * A picture of an icon: `size` px wide and high, as a PNG file's bytes.
 * @typedef {{ size: number, png: Buffer }} Picture
 */

/** Which type each size has in an .icns file; macOS asks for some of them as half the size on fine screens. */
const icnsTypes = /** @type {const} */ ({
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
})

/**
 * An icon for macOS, of PNG files: a header with the length, then each with its type and length (in big-endian order).
 * @param {readonly Picture[]} pictures of sizes that macOS has a type for
 */
export function icns(pictures) {
  const parts = pictures.flatMap(({ size, png }) => {
    const types = /** @type {Record<number, readonly string[]>} */ (icnsTypes)[size]
    if (!types) throw new Error(`an .icns file has no place for ${size} px`)
    return types.map((type) => icnsPart(type, png))
  })
  return icnsPart('icns', Buffer.concat(parts))
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function icnsPart(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}

/**
 * An icon for Windows, of PNG files (which it takes since Vista): a header, an entry for each, then the files (little-endian).
 * @param {readonly Picture[]} pictures up to 256 px
 */
export function ico(pictures) {
  const entrySize = 16
  const head = Buffer.alloc(6)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length + pictures.length * entrySize
  const entries = pictures.map(({ size, png }) => {
    if (size > 256) throw new Error(`an .ico file has no place for ${size} px`)
    const entry = Buffer.alloc(entrySize)
    // 0 stands for 256.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(png.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += png.length
    return entry
  })
  return Buffer.concat([head, ...entries, ...pictures.map(({ png }) => png)])
}
