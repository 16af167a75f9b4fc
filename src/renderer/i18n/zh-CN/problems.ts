export const problems = {
  notices: {
    label: '错误',
    dismiss: '关闭通知',
    show: '显示 {{name}}',
    at: '位于 {{name}}',
    atMany: '共 {{count, number}} 次，最近一次位于 {{name}}',
  },
  failure: {
    call: '{{syscall}} 失败',
    callTo: '{{syscall}} {{address}} 失败',
    unexplained: '系统提示：{{message}}',
  },
}
