export const kernel = {
  kernel: {
    title: '内核',
  },
}
