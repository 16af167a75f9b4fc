import { tlsErrors } from './tls-errors'

export const errors = {
  ECONNREFUSED: {
    cause: '该地址和端口上没有程序在监听：对方用 RST 回应了 SYN。',
    remedy: '在那里启动一个服务器，或检查主机和端口。',
  },
  'ECONNREFUSED:recvmsg': {
    cause:
      '该地址上没有绑定的套接字：先前发出的一个数据报得到了 ICMP 端口不可达的回应。只有已连接的套接字才会得知。',
    remedy: '在那里绑定一个套接字，或检查主机和端口。这个套接字仍然打开。',
  },
  'ECONNREFUSED:send': {
    cause: '它说的是先前发出的一个数据报：ICMP 端口不可达表明那里没有绑定的套接字。这一个数据报没有发出。',
    remedy: '再发一次：错误只报告一次。在那里绑定一个套接字，或检查主机和端口。',
  },
  EMSGSIZE: {
    cause:
      '数据报要么整个发出，要么完全不发，而这一个太长：IPv4 上最多 65,507 字节，IPv6 上最多 65,527 字节；有些系统允许的更少。',
    remedy: '每次少发一些；由对方程序把各部分拼起来。',
  },
  EADDRINUSE: {
    cause:
      '已有另一个套接字在监听这个地址和端口。TIME_WAIT 不是这里的原因，因为实验室会设置 SO_REUSEADDR；不设置它的程序会怎样，见 examples/python-address-in-use.json。',
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
  'EADDRINUSE:stale': {
    cause: '这里有一个无人监听的套接字文件：是已经死掉的程序留下的。',
    remedy: '删除这个文件后重新监听（removeStale 会这样做），或换一个路径。',
  },
  'EADDRINUSE:listened': {
    cause: '已有另一个套接字在这个路径上监听。',
    remedy: '换一个路径，或关闭另一个监听者。',
  },
  'EADDRINUSE:file': {
    cause: '这里已有一个不是套接字的文件；绝不会为了套接字而删除它。',
    remedy: '换一个路径。',
  },
  'EADDRINUSE:path': {
    cause: '这个路径上已经有东西，无法查明是否有人在那里监听。',
    remedy: '换一个路径。',
  },
  'ECONNREFUSED:stale': {
    cause: '套接字文件还在，但没有人监听：是已经死掉的程序留下的。',
    remedy: '重新启动服务器，或检查路径。',
  },
  'ECONNREFUSED:file': {
    cause: '这个路径上的不是套接字。',
    remedy: '检查路径。',
  },
  'ECONNREFUSED:path': {
    cause: '没有人在这个地址监听。',
    remedy: '在那里启动一个服务器，或检查路径。',
  },
  'ENOENT:path': {
    cause: '没有这个套接字文件：还没有服务器创建它，或者服务器已关闭，文件也随之删除。',
    remedy: '先启动服务器，或检查路径。',
  },
  'ENOENT:folder': {
    cause: '套接字文件所在的文件夹不存在。',
    remedy: '创建这个文件夹，或换一个路径。',
  },
  'EACCES:path': {
    cause:
      '文件权限不允许：连接需要套接字文件的写权限，监听需要其文件夹的写权限，两者都需要进入上级各文件夹的权限。',
    remedy: '监听时用 writableAll 允许所有用户连接，或更改文件的所有者或权限。',
  },
  'EPERM:path': {
    cause: '系统不允许在这个路径上这样做。',
    remedy: '检查文件及其文件夹的所有者和权限。',
  },
  EAGAIN: {
    cause: '监听者的队列已满：Unix 域套接字不会在那里等待，而是立刻被拒绝。',
    remedy: '让服务器接受连接，或把 backlog 设得更长。',
  },
  ENAMETOOLONG: {
    cause: 'Unix 域套接字的地址只容得下很短的路径。',
    remedy: '选一个更短的路径：靠近根目录，或在临时文件夹中。',
  },
  EPROTOTYPE: {
    cause: '这个路径上的套接字是另一种类型，例如数据报。',
    remedy: '检查路径。',
  },
  'ENOTFOUND:getnameinfo': {
    cause: '这个地址没有已知的名称。',
    remedy: '这不是错误：许多地址都没有名称。',
  },
  EAI_FAMILY: {
    cause: '这个名称没有该地址族的地址。',
    remedy: '查询另一个地址族，或两者都查。',
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
  'EACCES:send': {
    cause: '系统不允许向这个地址发送：要先开启广播。',
    remedy: '请发送到某一台机器自己的地址。',
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
  'EINVAL:send': {
    cause: '这个地址与套接字的地址族不同：IPv4 和 IPv6 各有自己的套接字。',
    remedy: '发送到同一地址族的地址，或绑定另一地址族的套接字（:: 两者都接收）。',
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
    remedy: '实验室在内存中继续，一旦可以写入就会恢复录制：请腾出一些空间，或恢复该文件夹。',
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
    remedy: '请回到当前实验室（F8）。',
  },
  LAB_CANCELLED: {
    cause: '你取消了它，或程序即将退出。',
    remedy: '什么都没有改变，也没有留下写了一半的文件。需要时可以重新开始。',
  },
  'ENOENT:spawn': {
    cause: 'PATH 的各个目录里没有这个名字的程序，或该路径下没有这个文件。',
    remedy:
      '请检查拼写以及是否已安装。Python 在 Linux 和 macOS 上叫 python3，在 Windows 上叫 py 或 python；实验室会逐一查找。',
  },
  'EACCES:spawn': {
    cause: '这个文件不能被启动：它不是程序，或者你没有执行它的权限。',
    remedy: '请改用能解释它的程序（python3 文件.py），或赋予执行权限（chmod +x）。',
  },
  'E2BIG:spawn': {
    cause: '参数和环境变量的总长度超过了系统的上限。',
    remedy: '减少参数，或写进文件由程序读取。',
  },
  'EINVAL:spawn': {
    cause: '系统不能直接启动这种文件，例如 Windows 的 .bat 文件。',
    remedy: '请给出执行它的程序：cmd，参数为 /c 和该文件。',
  },
  'EAGAIN:spawn': {
    cause: '系统目前不允许你再启动更多进程。',
    remedy: '结束一些程序，或提高上限（ulimit -u）。',
  },
  'EPIPE:stdin': {
    cause: '程序不再读取标准输入：它关闭了输入，或已经结束。',
    remedy: '看看它是否还在运行，以及它最后输出了什么。',
  },
  LAB_UNCONFIRMED: {
    cause:
      '让其他机器连入、连接其他机器、向不属于本实验室的服务器发送负载，以及启动程序，都需要由人明确同意。',
    remedy:
      '请在窗口中操作，窗口会询问；命令行请使用 --allow-net（程序用 --allow-spawn）。负载可以用 to 发往实验室中的服务器。',
  },
  LAB_REFUSED: {
    cause: '程序询问过是否允许这样做，而你选择了不允许，或关闭了询问框。',
    remedy: '再操作一次，程序就会再次询问。',
  },
  ...tlsErrors,
  LAB_UNFIT: {
    cause: '按这一端的分帧方式，这些字节不能成为一条完整的消息。',
    remedy: '请发送其他字节，或让两端改用另一种分帧方式。',
  },
  LAB_RUNAWAY: {
    cause: '正则表达式尝试的匹配方式多得没有尽头（灾难性回溯）；重复里套重复，如 (a+)+，就会这样。',
    remedy: '改写成没有嵌套重复的形式，或加上锚点（^）；其他匹配方式总能结束。',
  },
  LAB_TOO_LARGE: {
    cause: '一次请求的内容太多，超出了实验室的上限。',
    remedy: '长文本请改为发送文件，或分几次进行。',
  },
  LAB_BUSY: {
    cause: '短时间内的请求超出了实验室的处理能力；这一次没有执行。',
    remedy: '请稍等片刻再试。',
  },
  LAB_BAD_SETTINGS: {
    cause: '设置文件已损坏：无法读取的设置已改用默认值。',
    remedy: '请在设置中重新选择；损坏的文件仍然保留。',
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
    cause: '实验室自己启动的一个进程已经结束，或未能启动；它持有的内容已被关闭。',
    remedy: '再试一次；如果仍然失败，请检查本机是否有程序在终止进程。',
  },
}
