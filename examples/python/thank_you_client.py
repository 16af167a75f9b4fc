"""Says one line, which it reads from the keyboard, and shows the answer.

    python3 thank_you_client.py PORT [HOST]
"""

import socket
import sys

port = int(sys.argv[1])
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, port))
print("connected to", client.getpeername(), flush=True)

message = input("What to send: ")
client.sendall(message.encode())
answer = client.recv(1024)
print("answer:", answer.decode(), flush=True)

client.close()
