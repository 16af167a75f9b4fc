export const notes = {
  notes: {},
}
