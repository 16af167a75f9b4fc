// As the lab's page does once it has been answered (src/renderer/lab/feed.ts).
window.empty.ping().then(() => performance.mark('usable'))
