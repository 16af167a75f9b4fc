export const code = {
  code: {
    title: '复制为代码',
    intro: '一个做同样事情的程序。带编号的行引发了该事件：按下即可看到是哪一个。',
    program: '程序',
    language: '语言',
    kind: {
      server: '{{name}} – 服务器',
      client: '{{name}} – 客户端',
      datagram: '{{name}} – UDP 套接字',
      group_other: '{{name}} – {{count, number}} 个客户端',
    },
    caused_other: '引发了 {{count, number}} 个事件，第一个是 #{{first}}',
    save: '保存……',
    copy: '复制',
    copied: '程序已复制到剪贴板。',
  },
}
