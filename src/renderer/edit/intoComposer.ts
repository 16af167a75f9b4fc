import type { Signals } from '../app/signals'

/** Puts text where a message is written, as if it had been pasted there; false if there is no such place. Nothing is sent. */
export function intoComposer(signals: Signals, text: string): boolean {
  signals.emit('composer.focus')
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement) || !field.closest('[data-point="composer"]')) return false
  const data = new DataTransfer()
  data.setData('text/plain', text)
  const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
  // A long one is taken by the composer itself; the field would lay it out for seconds.
  const isLeft = field.dispatchEvent(paste)
  return isLeft ? document.execCommand('insertText', false, text) : true
}
