export const unix = {
  unix: {
    standing: {
      listening: '监听中',
      opening: '打开中',
      open: '打开',
      halfClosed: '半关闭',
      closing: '关闭中',
      closed: '已关闭',
      failed: '失败',
    },
    unnamed: 'unnamed：没有绑定的客户端没有地址',
    mode: '文件权限',
    modeHint: '连接需要这个文件的写权限。',
    noFile: '无：抽象地址没有文件',
    noFileHere: '无',
    removeStale: '删除文件并监听',
    removeStaleHint: '若仍无人在此监听，则删除该套接字文件，并以新名称监听。',
    life: {
      label: '{{name}} 的描述符的生命周期',
      why: 'Unix 域套接字不是 TCP：它没有状态，只有描述符的生命周期。',
      connecting: '正在连接',
      listening: '监听',
      open: '打开',
      finished: '已结束自己的数据',
      ended: '已读到对端数据的结尾',
      closed: '已关闭',
    },
    none: {
      segments: {
        title: 'Unix 域套接字没有报文段',
        why: '数据不经过网络，连环回接口也不经过：内核把写入的内容直接放进另一端的队列。没有握手、没有确认、没有 FIN，也没有 RST。',
        instead: '“调用”视图列出每一端对套接字的请求、结果以及由谁引起。',
      },
      states: {
        title: 'Unix 域套接字没有 TCP 状态',
        why: 'TCP 状态说明一端对另一端了解多少。这里两端都在同一个内核里，它一清二楚：套接字要么已连接，要么没有。不必等待丢失的确认，所以也没有 TIME_WAIT。',
        instead: '可以观察的是每个描述符的生命周期：打开、半关闭、关闭。见上面的卡片。',
      },
      kernel: {
        title: '内核的 TCP 表中没有它',
        why: 'Unix 域套接字列在 /proc/net/unix 中，那里既没有队列也没有定时器，也不说明谁与谁相连。',
        instead: '排队的数据可以从 Node 自己的缓冲区看到：一旦另一端的队列已满，写的一方就要等待。',
      },
    },
  },
}
