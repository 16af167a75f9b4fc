export const errors = {
  ECONNREFUSED: {
    cause: '该地址和端口上没有程序在监听：对方用 RST 回应了 SYN。',
    remedy: '在那里启动一个服务器，或检查主机和端口。',
  },
  EADDRINUSE: {
    cause: '已有另一个套接字在监听这个地址和端口。',
    remedy: '换一个端口（填 0 会自动选一个空闲端口），或关闭那个监听套接字。',
  },
  'EADDRINUSE:bind': {
    cause: '本机的另一个套接字占用了这个本地地址和端口。',
    remedy: '把本地端口交给系统选择，或换一个端口。',
  },
  'EADDRINUSE:connect': {
    cause: '本地端口已被占用，或这个四元组仍然存在（处于 TIME_WAIT 也算）。',
    remedy: '让系统选择本地端口，或换一个端口。',
  },
  EADDRNOTAVAIL: {
    cause: '本机没有这个地址。',
    remedy: '请使用本机自己的地址。',
  },
  'EADDRNOTAVAIL:connect': {
    cause: '对这个目标已经没有可用的本地端口：都被打开的连接占用，或仍被 TIME_WAIT 保留。',
    remedy:
      '请关闭一些连接或等待一分钟；也可以换用其他本地地址（回环地址可用 spread 分散），或换一个服务器端口。',
  },
  ECONNRESET: {
    cause: '对端用 RST 作了回应：它被重置了，或者在还有未读字节时就关闭了。',
    remedy: '查看对端最后的几个调用：重置、销毁，或在读完之前关闭。',
  },
  EPIPE: {
    cause: '连接的写方向已经不存在，这一端仍在写。',
    remedy: '自己发送 FIN 之后，或对端关闭并以 RST 回应之后，不要再写。',
  },
  ECONNABORTED: {
    cause: '连接在被接受或使用之前就结束了。',
    remedy: '再试一次；看看对端刚连接后做了什么。',
  },
  ETIMEDOUT: {
    cause: '没有收到回应：数据包在途中被丢弃，或者对端已经不在了。',
    remedy: '检查地址，以及是否有防火墙丢弃了数据包。',
  },
  EHOSTUNREACH: {
    cause: '没有通往该主机的路由，或者某个路由器报告无法到达。',
    remedy: '检查地址和网络连接。',
  },
  ENETUNREACH: {
    cause: '本机没有通往该网络的路由（常见原因：这里没有 IPv6）。',
    remedy: '检查地址族和网络连接。',
  },
  ENOTFOUND: {
    cause: '这个名称查不到任何地址。',
    remedy: '检查拼写，或直接使用 IP 地址。',
  },
  EAI_AGAIN: {
    cause: '暂时无法解析这个名称：没有域名服务器作出回应。',
    remedy: '检查网络连接，或直接使用 IP 地址。',
  },
  EACCES: {
    cause: '系统不允许这样做。在许多系统上，使用 1024 以下的端口需要特权。',
    remedy: '使用 1024 或更大的端口。',
  },
  EPERM: {
    cause: '系统不允许这样做；可能是防火墙规则禁止了它。',
    remedy: '检查防火墙，或换一个地址。',
  },
  EMFILE: {
    cause: '本进程的文件描述符已用完；连接的每一端都需要一个。',
    remedy: '关闭一些连接，或提高上限（ulimit -n）后重新启动实验室。',
  },
  ENFILE: {
    cause: '整个系统的文件描述符已用完。',
    remedy: '关闭占用大量文件或套接字的程序。',
  },
  ENOBUFS: {
    cause: '内核没有内存可分配给这个套接字。',
    remedy: '关闭一些连接，或一次少发一些数据。',
  },
  EINVAL: {
    cause: '系统不接受这样的选项组合。',
    remedy: '检查地址族、地址和各个选项。',
  },
  EAFNOSUPPORT: {
    cause: '这里没有启用该地址族。',
    remedy: '使用另一个地址族的地址。',
  },
  LAB_BAD_COMMAND: {
    cause: '命令的格式不正确。',
    remedy: '改正所指出的字段。',
  },
  LAB_UNKNOWN_SOCKET: {
    cause: '实验室里没有叫这个名称的套接字。',
    remedy: '检查名称；服务器接受的一端名为“客户端@监听者”。',
  },
  LAB_NAME_TAKEN: {
    cause: '实验室里已有、或曾有套接字使用过这个名称。',
    remedy: '换一个名称。',
  },
  LAB_NOT_POSSIBLE: {
    cause: '这个套接字当前的状况不允许这样做。',
    remedy: '先看看它的状态。',
  },
  LAB_NOT_YET: {
    cause: '这个版本还不支持。',
    remedy: '请不要使用它。',
  },
  LAB_LIMIT: {
    cause: '这会超出实验室的某项上限。',
    remedy: '减少数量，或先关闭一些东西。',
  },
  LAB_DISPOSED: {
    cause: '实验室已经关闭。',
    remedy: '请重新启动。',
  },
  LAB_INTERNAL: {
    cause: '实验室自身出了问题。',
    remedy: '详情见日志；实验室会继续运行。',
  },
  LAB_UNTRUSTED: {
    cause: '这需要有人允许，或由人亲自选择该文件。',
    remedy: '在窗口中选择该文件，或允许情景所要求的权限。',
  },
  LAB_NO_SOURCE: {
    cause: '要读取的内容不存在、不允许读取，或格式与预期不同。',
    remedy: '实验室会在没有它的情况下继续运行；情况改变后可重新打开。',
  },
  LAB_NO_CAPTURE: {
    cause: '这里无法抓包：没有抓包工具，没有相应权限，或者工具出了故障。',
    remedy: '其余功能不受影响；抓包帮助中有可获得权限的命令。',
  },
  LAB_NOT_RECORDED: {
    cause: '无法写入日志：磁盘已满，或者它的文件夹已不存在或不允许写入。',
    remedy: '实验在内存中继续，一旦可以写入就会恢复录制：请腾出一些空间，或恢复该文件夹。',
  },
  LAB_NO_SESSION: {
    cause: '这不是录制的会话，或其中没有任何可读的内容。',
    remedy: '请选择会话文件夹（其中有 events.ndjson）或 .socketlab 文件。',
  },
  LAB_NEWER: {
    cause: '它是由更新版本的程序写入的。',
    remedy: '请用那个版本打开。',
  },
  LAB_PAST: {
    cause: '正在查看过去的时刻，在那里无法执行任何操作。',
    remedy: '请回到当前实验（F8）。',
  },
  LAB_UNCONFIRMED: {
    cause: '负载只能发往本实验的服务器，或由人确认过的地址。',
    remedy: '请用 to 指定实验中的服务器，或确认该地址：在窗口中确认，或使用 --allow-net。',
  },
  LAB_NO_FILE: {
    cause: '无法读取该文件。',
    remedy: '检查它的路径和权限。',
  },
  LAB_NOT_SAVED: {
    cause: '无法写入该文件。',
    remedy: '换一个文件夹，或检查它的权限和剩余空间。',
  },
  LAB_HELPER: {
    cause: '实验台自己启动的一个进程已经结束，或未能启动；它持有的内容已被关闭。',
    remedy: '再试一次；如果仍然失败，请检查本机是否有程序在终止进程。',
  },
}
