/** The words that make a start of the program a command line, not a window. */
export const CLI_WORDS: readonly string[] = [
  'run',
  'lessons',
  'replay',
  'export',
  'schema',
  'help',
  'version',
]
