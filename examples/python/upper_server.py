"""Answers everything in upper case. One client after the other, for ever.

    python3 upper_server.py [PORT]        (0, or no port: any free one)
"""

import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 0

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
# Without this, starting again within a minute can fail: the port is still held by TIME_WAIT.
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
print("ready on port", listener.getsockname()[1], flush=True)

while True:  # one client after the other
    conversation, address = listener.accept()
    print("connected:", address, flush=True)
    while True:  # one message after the other
        try:
            message = conversation.recv(1024)
            if not message:  # nothing more will come: the client has sent FIN
                print("left:", address, flush=True)
                break
            conversation.sendall(message.upper())
        except ConnectionError as error:  # the client is gone; the next one isn't
            print("lost:", address, error, flush=True)
            break
    conversation.close()
