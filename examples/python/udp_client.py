"""Sends each line that it reads from the keyboard as a datagram, and shows what comes back, until the line is "q".

    python3 udp_client.py PORT [HOST]
"""

import socket
import sys

port = int(sys.argv[1])
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(2)  # a datagram that is lost is never answered
print("ready", flush=True)

while True:
    message = input("> ")
    if message == "q":
        break
    client.sendto(message.encode(), (host, port))
    try:
        answer, address = client.recvfrom(65535)
        print("echo:", answer.decode(), "from", address, flush=True)
    except socket.timeout:
        print("no answer", flush=True)

client.close()
