/** Holds listening handles that are not to accept, in a process of its own. */
export {}
