"""Answers in upper case at a Unix domain socket, one client after the other.

    python3 unix_server.py PATH

The file stays when this is killed: nobody is left to remove it.
"""

import socket
import sys

server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
server.bind(sys.argv[1])
server.listen(5)
print("ready at", sys.argv[1], flush=True)

while True:
    connection, _ = server.accept()
    while data := connection.recv(1024):
        connection.sendall(data.upper())
    connection.close()
