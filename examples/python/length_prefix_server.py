"""Each message has its length in front of it, 4 bytes: that is how the reader knows where it ends. Answers with the message
turned around.

    python3 length_prefix_server.py [PORT]        (0, or no port: any free one)
"""

import socket
import struct
import sys


def read_exactly(connection, count):
    """Reads `count` bytes: recv() gives what is there, which may be less. None if the stream ends before."""
    read = b""
    while len(read) < count:
        part = connection.recv(count - len(read))
        if not part:
            return None
        read += part
    return read


def read_message(connection):
    header = read_exactly(connection, 4)
    if header is None:
        return None
    (length,) = struct.unpack("!I", header)  # ! is the network's byte order, I are 4 bytes
    return read_exactly(connection, length)


def send_message(connection, message):
    connection.sendall(struct.pack("!I", len(message)) + message)


port = int(sys.argv[1]) if len(sys.argv) > 1 else 0

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(5)
print("ready on port", listener.getsockname()[1], flush=True)

while True:
    conversation, address = listener.accept()
    print("connected:", address, flush=True)
    message = read_message(conversation)
    while message is not None:
        print("message of", len(message), "bytes", flush=True)
        send_message(conversation, message[::-1])
        message = read_message(conversation)
    conversation.close()
