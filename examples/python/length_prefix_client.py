"""Sends each line that it reads from the keyboard with its length in front of it, and shows the answers, until the line is "q".

    python3 length_prefix_client.py PORT [HOST]
"""

import socket
import struct
import sys

port = int(sys.argv[1])
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"

client = socket.create_connection((host, port))
# As a file, read(n) waits for n bytes, or for the end.
stream = client.makefile("rb")
print("connected to", client.getpeername(), flush=True)

while True:
    line = input("> ")
    if line == "q":
        break
    message = line.encode()
    client.sendall(struct.pack("!I", len(message)) + message)
    header = stream.read(4)
    if len(header) < 4:
        print("the server has closed the connection", flush=True)
        break
    (length,) = struct.unpack("!I", header)
    print("answer:", stream.read(length).decode(), flush=True)

client.close()
