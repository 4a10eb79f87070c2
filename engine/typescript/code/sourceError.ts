/** Code that cannot be run: it does not parse, or uses what no file of the candidate may use. */
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
