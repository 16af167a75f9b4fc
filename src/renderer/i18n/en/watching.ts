export const watching = {
  watching: {},
}
