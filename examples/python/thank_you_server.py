"""Serves one client, once: reads what it says, answers "thank you !", and ends.

    python3 thank_you_server.py [PORT]        (0, or no port: any free one)
"""

import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
print("ready on port", listener.getsockname()[1], flush=True)

# accept() waits for a client. It gives a new socket, for this client alone; the listener could wait for others.
conversation, address = listener.accept()
print("connected:", address, flush=True)

message = conversation.recv(1024)
print("received:", message.decode(), flush=True)
conversation.sendall(b"thank you !")

conversation.close()  # ends this conversation: FIN
listener.close()      # from now on nobody can connect
