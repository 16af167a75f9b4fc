export const explorer = {
  explorer: {
    title: '资源栏',
    tree: '实验室的套接字',
    servers: '服务器',
    clients: '客户端',
    foreign: '外部端',
    noServers: '服务器及其连接会显示在这里',
    noClients: '客户端及其状态会显示在这里',
    row: '{{name}}，{{role}}，{{state}}',
    section: '{{name}}，{{count, number}}',
    failed: '出错',
    paused: '已暂停读取',
  },
}
