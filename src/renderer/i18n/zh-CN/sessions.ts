export const sessions = {
  sessions: {},
}
