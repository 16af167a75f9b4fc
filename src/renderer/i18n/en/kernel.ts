export const kernel = {
  kernel: {
    title: 'Kernel',
  },
}
