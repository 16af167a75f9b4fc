/** Makes segments of the packets that a capture tool writes, in a thread of its own. */
export {}
