export const problems = {
  problems: {
    tabs: '日志与问题',
    title: '问题',
    counted: '问题（{{count, number}}）',
    none: '没有出过问题。失败的调用和被拒绝的命令会列在这里，并说明可能的原因和解决办法。',
    provoke: '制造一个：连接到无人监听的端口',
    newest: '{{count, number}} 次失败中最新的 {{kept, number}} 次',
    times: '{{count, number}} 次',
    nowhere: '与套接字无关',
    show: '显示',
  },
  contradiction: {
    title: '矛盾',
    taken: '推断为',
    seen: { observed: '但内核显示为', captured: '但数据包表明是' },
    cause: '实际情况与根据套接字的调用和事件推断的不同，例如报文段在途中丢失或被延迟。',
    remedy: '该端经过的状态已更正；日志中保留了原来的结论和观测结果。',
    flagHint: '内核或数据包显示的状态与推断的不同。点击可查看问题列表。',
  },
  notices: {
    label: '通知',
    dismiss: '关闭通知',
    show: '显示 {{name}}',
    at: '位于 {{name}}',
    atMany: '共 {{count, number}} 次，最近一次位于 {{name}}',
  },
  failure: {
    call: '{{syscall}} 失败',
    callTo: '{{syscall}} {{address}} 失败',
    unexplained: '系统提示：{{message}}',
    passedOver: '已跳过第 {{rule, number}} 条规则。',
  },
}
