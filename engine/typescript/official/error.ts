/** A refusal of the official path: what is wrong with what the candidate's code is, returns or reads. */
export class OfficialError extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  /** Row of the file concerned, from 0. */
  readonly row: number | null;
  readonly file: string | null;
  /** 1-based. */
  readonly line: number | null;
  constructor(
    code: string,
    message: string,
    { row = null, file = null, line = null }: { row?: number | null; file?: string | null; line?: number | null } = {},
  ) {
    super(message);
    this.code = code;
    this.row = row;
    this.file = file;
    this.line = line;
  }
}
