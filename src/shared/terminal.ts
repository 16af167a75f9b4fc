/**
 * What a program writes for a terminal, as plain text. Colours and the like are commands to the terminal, ECMA-48: what they would
 * do is nothing that a log does.
 */

// CSI … final byte; OSC … BEL or ST; other escapes of two or three characters.
const SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for these.
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]?[0-~])|\u009b[0-?]*[ -/]*[@-~]/g

/** Without what would move the cursor, change colours or set a title; ends of lines are `\n`. Other control characters stay. */
export function plainOutput(text: string): string {
  return text.replace(SEQUENCES, '').replace(/\r+\n/g, '\n')
}

/** The same for one row of a log: without the end of its last line. */
export function outputRow(text: string): string {
  return plainOutput(text).replace(/\n$/, '')
}
