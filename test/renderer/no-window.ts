// A window that never has time: what the program loads when there is some isn't loaded in tests without a window. It would
// be after the file of tests that began it, when another one is at work.
globalThis.requestIdleCallback = () => 0
