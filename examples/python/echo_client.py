"""Sends each line that it reads from the keyboard, and shows what comes back, until the line is "q".

    python3 echo_client.py PORT [HOST]
"""

import socket
import sys

port = int(sys.argv[1])
host = sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1"

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, port))
print("connected to", client.getpeername(), flush=True)

while True:
    message = input("> ")
    if not message:
        continue  # to send nothing sends nothing: nothing would come back either
    client.sendall(message.encode())
    if message == "q":
        break
    answer = client.recv(1024)
    if not answer:
        print("the server has closed the connection", flush=True)
        break
    print("echo:", answer.decode(), flush=True)

client.close()
