"""Serves one client and closes first, so that its end of the connection holds TIME_WAIT. Without SO_REUSEADDR, starting again
fails as long as that lasts: "Address already in use".

    python3 no_reuse_server.py [PORT] [reuse]

With the word "reuse" it sets SO_REUSEADDR. On Linux that helps only if it did so the time before, too.
"""

import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
reuse = "reuse" in sys.argv[2:]

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
if reuse:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))  # here it fails
listener.listen(5)
print("ready on port", listener.getsockname()[1], "with SO_REUSEADDR" if reuse else "without SO_REUSEADDR", flush=True)

conversation, address = listener.accept()
message = conversation.recv(1024)
conversation.sendall(b"bye")
conversation.close()  # first: who closes first gets TIME_WAIT
listener.close()
print("served", address, flush=True)
