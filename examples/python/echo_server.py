"""Sends back what it gets until the client says "q". One client at a time: the others wait in the kernel's queue.

    python3 echo_server.py [PORT]        (0, or no port: any free one)
"""

import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
print("ready on port", listener.getsockname()[1], flush=True)

while True:
    # While this one is served nobody calls accept(), and nobody reads what the next ones send.
    conversation, address = listener.accept()
    print("connected:", address, flush=True)
    while True:
        message = conversation.recv(1024)
        if not message or message.strip() == b"q":
            break
        print("received:", message.decode(errors="replace").rstrip(), flush=True)
        conversation.sendall(message)
    print("done:", address, flush=True)
    conversation.close()
