/** Names and addresses. */
export const lookup = {
  lookup: {
    title: 'Look up a name or an address',
    intro: 'Asks the resolver of this computer, as a program does before it connects.',
    submit: 'Look up',
    by: 'Call',
    call: {
      getaddrinfo: 'getaddrinfo: all addresses',
      gethostbyname: 'gethostbyname: IPv4',
      getnameinfo: 'getnameinfo: reverse',
      getfqdn: 'getfqdn: full name',
      gethostname: 'gethostname: own name',
    },
    about: {
      getaddrinfo:
        'All addresses of a name. Whoever connects tries them in this order. What the name’s official form is, Node’s dns.lookup doesn’t tell.',
      gethostbyname: 'The first IPv4 address of a name: the older call, which knows no IPv6.',
      getnameinfo: 'The name of an address, and what a port is called.',
      getfqdn:
        'The full name, as Python’s socket.getfqdn finds it: the name that its address has. Empty: of this computer.',
      gethostname: 'What this computer calls itself. Nobody else needs to know it by that name.',
    },
    host: 'Host name',
    address: 'Address',
    port: 'Port',
    family: 'Family',
    both: 'Both',
    order: 'Order',
    orders: { verbatim: 'As answered', ipv4first: 'IPv4 first', ipv6first: 'IPv6 first' },
    answer: 'Answer',
    waiting: 'The resolver has not answered yet …',
    took: 'after {{time}}',
    name: 'Name',
    service: 'Service',
    copy: 'Copy {{what}}',
    connect: 'Connect there…',
    connectTo: 'Connect there… {{address}}',
    columns: { number: '#', address: 'Address', family: 'Family', reach: 'Reaches', act: 'Act' },
    reach: {
      loopback: 'this computer',
      linkLocal: 'the same link',
      network: 'the network',
    },
  },
}
