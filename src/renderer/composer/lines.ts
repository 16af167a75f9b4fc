type Area = Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd'>

/** The caret, or where the selection begins, is on the first line. */
export const onFirstLine = ({ value, selectionStart }: Area) => !value.slice(0, selectionStart).includes('\n')

/** The caret, or where the selection ends, is on the last line. */
export const onLastLine = ({ value, selectionEnd }: Area) => !value.slice(selectionEnd).includes('\n')
