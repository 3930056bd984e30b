/** Text in place of a value that must not be shown. */
export const hiddenText = '…';
