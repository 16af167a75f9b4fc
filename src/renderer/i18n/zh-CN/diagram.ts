export const diagram = {
  diagram: {},
}
