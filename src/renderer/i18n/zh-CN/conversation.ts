export const conversation = {
  views: {
    label: '连接的视图',
    messages: '消息',
    calls: '调用',
    asText: '文本',
    asHex: '十六进制',
    format: '字节显示方式',
  },
  messages: {
    label: '消息',
    empty: '还没有消息。两端的每次写和每次读都会并排显示在这里。',
    wrote: '写',
    read: '读',
    showAll: '显示全部',
    showLess: '收起',
    loading: '正在载入……',
    notKept: '没有保留内容：这个服务器会丢弃收到的字节。',
    kept: '共 {{size}}，实验室只保留前 {{kept}}。',
    gap_other: '此前有 {{count, number}} 条消息不在这里：被略过，或已移出日志。',
  },
  calls: {
    label: '调用和事件',
    show: '在日志中显示事件 {{seq}}',
    empty: '还没有内容。两端的调用和事件会按先后顺序显示在这里，其间标出状态转换。',
    showCause: '显示起因：事件 {{seq}}',
  },
}
