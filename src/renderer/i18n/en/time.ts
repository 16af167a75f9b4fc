export const time = {
  time: {},
}
