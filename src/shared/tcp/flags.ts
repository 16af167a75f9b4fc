/** A letter of each control bit of a TCP header (RFC 9293, 3.1), from the highest bit down. */
const NAMES = { C: 'CWR', E: 'ECE', U: 'URG', A: 'ACK', P: 'PSH', R: 'RST', S: 'SYN', F: 'FIN' } as const
const LETTERS = Object.keys(NAMES) as (keyof typeof NAMES)[]

/** The letters of the control bits that are set in the 14th byte of a TCP header. */
export function flagLetters(bits: number): string {
  return LETTERS.filter((_, index) => bits & (0x80 >> index)).join('')
}

/** `SYN+ACK` for `AS`: as the field writes them, the telling bit first. PSH is left out, which tells nothing. */
export function flagNames(letters: string): string {
  const named = LETTERS.filter((letter) => letters.includes(letter) && letter !== 'P')
  const telling = named.filter((letter) => letter !== 'A')
  const all = named.includes('A') ? [...telling, 'A' as const] : telling
  return all.map((letter) => NAMES[letter]).join('+')
}

/** The 14th byte of a TCP header with the control bits of these letters. */
export function flagBits(letters: string): number {
  return LETTERS.reduce(
    (bits, letter, index) => (letters.includes(letter) ? bits | (0x80 >> index) : bits),
    0,
  )
}
