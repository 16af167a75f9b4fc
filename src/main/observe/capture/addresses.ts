/** Addresses of packets, as the rest of the lab writes them. */

const written = new Map<number, string>()

/** The same few addresses come in every packet. */
const KEPT = 1024

export function formatIpv4(bits: number): string {
  let text = written.get(bits)
  if (text === undefined) {
    text = `${bits >>> 24}.${(bits >>> 16) & 255}.${(bits >>> 8) & 255}.${bits & 255}`
    if (written.size >= KEPT) written.clear()
    written.set(bits, text)
  }
  return text
}

/** RFC 5952: the longest run of two or more zero groups is left out. An IPv4 address that is mapped shows as such. */
export function formatIpv6(view: DataView, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(at + index * 2))
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${formatIpv4(view.getUint32(at + 12))}`
  }
  let [start, length] = [-1, 1]
  for (let i = 0; i < 8; i++) {
    let run = 0
    while (groups[i + run] === 0) run++
    if (run > length) [start, length] = [i, run]
    if (run > 0) i += run - 1
  }
  const hex = (some: number[]) => some.map((group) => group.toString(16)).join(':')
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`
}
