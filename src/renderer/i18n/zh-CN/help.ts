/** The tour of a first start, and what is told in a report of a fault. */
export const help = {
  tour: {
    step: '第 {{step}} 步，共 {{count}} 步',
    skip: '跳过导览',
    back: '上一步',
    next: '下一步',
    done: '完成',
    announced: '导览第 {{step}} 步，共 {{count}} 步：{{title}}。按 F6 转到导览，按 Escape 结束。',
    title: {
      start: '从这里开始',
      explorer: '两端都在这里',
      views: '由浅入深',
      more: '课程、时间与命令面板',
    },
    text: {
      start: '按一下，就会启动一个真实的服务器，并让真实的客户端与它连接。一切都在本机进行。',
      explorer: '所有服务器、客户端和连接都列在这里，并标出 TCP 状态。选中一个，它的两端就会并排显示。',
      views: '同一个连接可以按消息、调用、报文段和状态查看：{{first}} 到 {{last}}。',
      more: '引导课程就在这些套接字上进行。F8 暂停并逐个事件回看。{{palette}} 可以找到所有操作。',
    },
  },
  diagnostics: {
    title: '诊断信息',
    intro: '用于报告程序故障。你分享的只有这些：不含消息、文件名、其他机器的地址和名称，也不含用户名。',
    text: '将要分享的内容',
    collecting: '正在收集……',
    file: 'socket-lab-诊断信息',
    copied: '诊断信息已复制到剪贴板。',
  },
}
