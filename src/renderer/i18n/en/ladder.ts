export const ladder = {
  ladder: {},
}
