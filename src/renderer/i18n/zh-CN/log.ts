export const log = {
  log: {
    title: '事件日志',
    count_other: '{{count, number}} 个事件',
    held: '其中 {{held, number}} 个在此',
    heldHint: '窗口最多保留最新的 {{cap, number}} 个事件。',
    skipped_other: '略过了 {{count, number}} 条消息',
    skippedHint: '窗口一度来不及处理，因此没有取来这些消息。计数和状态仍然完整。',
    gap_other: '此前有 {{count, number}} 个不在这里',
    empty: '还没有发生任何事。每个命令及其引起的一切都会列在这里。',
    follow: '跟随最新',
    fresh_other: '{{count, number}} 个新事件',
    freshHint: '回到最新',
  },
}
