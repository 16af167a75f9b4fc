export const exports = {
  exports: {},
}
