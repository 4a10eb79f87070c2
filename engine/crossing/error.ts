/** The refusal that readers of payloads, artefacts and inventories throw. */
/** Why a payload, an artefact or an inventory is refused. */
type PayloadErrorCode =
  | 'bad-magic'
  | 'bad-header'
  | 'bad-size'
  | 'too-large'
  | 'bad-dtype'
  | 'bad-opcode'
  | 'bad-name'
  | 'bad-pickle'
  | 'bad-value'
  | 'bad-code'
  | 'bad-inventory'
  | 'understated';

/** A refusal: `code` for programs, `message` for people (what and where). */
export class PayloadError extends Error {
  readonly code: PayloadErrorCode;
  constructor(code: PayloadErrorCode, message: string) {
    super(message);
    this.name = 'PayloadError';
    this.code = code;
  }
}
