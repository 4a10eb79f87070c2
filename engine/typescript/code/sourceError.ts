/** Code that cannot be run as it stands: it does not parse, or says what no file of the work may say. */
export class SourceError extends Error {
  override readonly name: string;
  readonly file: string;
  /** 1-based; 0 where it is not known. */
  readonly line: number;
  constructor(file: string, line: number, message: string, name = 'SyntaxError') {
    super(message);
    this.name = name;
    this.file = file;
    this.line = line;
  }
}
