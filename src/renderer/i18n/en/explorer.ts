export const explorer = {
  explorer: {
    title: 'Explorer',
    tree: 'Sockets of the lab',
    servers: 'Servers',
    clients: 'Clients',
    foreign: 'Foreign ends',
    noServers: 'Servers and their connections',
    noClients: 'Clients and their states',
    row: '{{name}}, {{role}}, {{state}}',
    section: '{{name}}, {{count, number}}',
    failed: 'failed',
    paused: 'reading paused',
  },
}
