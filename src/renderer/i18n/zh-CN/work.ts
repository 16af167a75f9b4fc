export const work = {
  work: {
    export: '正在导出 {{name}}……',
    open: '正在打开 {{name}}……',
    seek: '正在前往该时刻……',
    amount: '{{done}}，共 {{all}}',
    percent: '{{percent, number}}%',
    cancel: '取消',
    escape: 'Esc 键',
    ending: '正在取消……',
  },
  broken: {
    title: '无法显示此视图',
    chunk: '程序的一部分无法加载。',
    kept: '已录制的内容没有丢失：实验室仍在后台继续，录制也在继续。',
    again: '重试',
    reload: '重新加载窗口',
    copy: '复制诊断信息',
    copied: '诊断信息已复制到剪贴板。',
    notCopied: '无法复制诊断信息。',
  },
  loading: '正在加载……',
}
