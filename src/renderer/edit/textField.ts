/** Kinds of `input` that nothing is typed into. */
const NOT_TYPED = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'range',
  'color',
  'file',
  'image',
])

/** It takes typed text, and so has undo, copy and paste of its own. */
export function isTextField(element: EventTarget | null): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TYPED.has(element.type)
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable)
  )
}
