/** Validation rows as a file without labels, for Check; the labels come from the training file, not from the candidate's code. */
import { idKey } from './alignment.ts';
import { withoutColumn } from './csv.ts';
import { OfficialError } from './error.ts';
import { type OfficialInput, Phase } from './run.ts';

type ValidationAnswer =
  | { ok: true; rows: Uint8Array; labels: (number | string)[]; ids: string[] }
  | ReturnType<Phase['refused']>;

/**
 * The lines of the training file with these ids, in this order. Asked for after training, so that no call of the candidate's code
 * shows whether it is for a Check. Never throws: ids that do not lead back to the file are refused with `bad-rows`.
 */
export function validation(input: OfficialInput, validIds: readonly string[]): ValidationAnswer {
  const { host, config } = input;
  try {
    if (validIds.length === 0) {
      throw new OfficialError('bad-rows', `split returned rows without the column ${config.id}: keep it`);
    }
    const file = withoutColumn(new TextDecoder().decode(host.reader.read(config.train)), config.id, config.label);
    const byKey = new Map([...file.byKey].map(([id, cells]) => [idKey(id), cells]));
    const lines = validIds.map((id) => {
      const cells = byKey.get(id);
      if (cells) return cells;
      throw new OfficialError(
        'bad-rows',
        `split returned a row with ${config.id} ${id}, which the training file does not have: keep ids`,
      );
    });
    const labels = lines.map((cells) => {
      const value = file.value(cells);
      return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
    });
    return { ok: true, rows: new TextEncoder().encode(file.write(lines)), labels, ids: [...validIds] };
  } catch (error) {
    return new Phase('train', input).refused(error);
  }
}
