"""Sends every datagram back to where it came from. There is no connection: one socket talks to everybody.

    python3 udp_echo_server.py [PORT]        (0, or no port: any free one)
"""

import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
print("ready on port", server.getsockname()[1], flush=True)

while True:
    datagram, address = server.recvfrom(65535)
    print("received", len(datagram), "bytes from", address, flush=True)
    server.sendto(datagram, address)
