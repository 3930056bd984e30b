/** A text that grows while a program runs. Tests wait for a part of it, and never for a time. */
export class PrintedText {
  private text = '';
  private read = 0;
  private onMore: () => void = () => undefined;

  /** Adds a text to the end. */
  readonly add = (more: string): void => {
    this.text += more;
    this.onMore();
  };

  /** Waits until the new text contains a text. Returns the new text up to its end. Later calls read what follows. */
  async until(expected: string): Promise<string> {
    for (;;) {
      const index = this.text.indexOf(expected, this.read);
      if (index >= 0) {
        const start = this.read;
        this.read = index + expected.length;
        return this.text.slice(start, this.read);
      }
      await new Promise<void>((resolve) => {
        this.onMore = resolve;
      });
    }
  }
}
