/** Topologies: plain JSON that names no class but those of tfjs and of the candidate. */
import { PayloadError } from '../error.ts';
import { MODEL_CLASSES, TFJS_CLASSES } from './classes.ts';

const KEYS = new Set(['class_name', 'config', 'keras_version', 'backend']);

const CLASS_KEY = /^_*c_*l_*a_*s_*s_*n_*a_*m_*e_*$/i;

/** tfjs turns every spelling of this key (`class_name`, `className`, `class__name`) into `className`. */
const isClassKey = (key: string): boolean => CLASS_KEY.test(key);

function refuse(what: string, name: unknown): never {
  const shown = String(JSON.stringify(name)).slice(0, 120);
  throw new PayloadError('bad-name', `${what} names the class ${shown}, which is neither of tfjs nor of your files`);
}

/**
 * Refuses a topology that is no model's or names a class in a wrong place. `own` are the classes that the candidate's
 * files define. The caller must bound its depth.
 * @throws PayloadError `bad-header` for its form, `bad-name` for a class.
 */
export function checkTopology(topology: unknown, what: string, own: ReadonlySet<string>): void {
  if (typeof topology !== 'object' || topology === null || Array.isArray(topology)) {
    throw new PayloadError('bad-header', `${what} must be an object`);
  }
  const unknown = Object.keys(topology).find((key) => !KEYS.has(key));
  if (unknown !== undefined) {
    throw new PayloadError('bad-header', `${what} has the unknown field ${JSON.stringify(unknown).slice(0, 80)}`);
  }
  const { class_name: name, config } = topology as Record<string, unknown>;
  if (typeof name !== 'string' || !(MODEL_CLASSES.has(name) || own.has(name))) refuse(what, name);
  if (typeof config !== 'object' || config === null) throw new PayloadError('bad-header', `${what} has no config`);
  visit(topology, what, own);
}

function visit(value: unknown, what: string, own: ReadonlySet<string>): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(item, what, own);
    return;
  }
  for (const key of Object.keys(value)) {
    const entry = (value as Record<string, unknown>)[key];
    if (isClassKey(key) && (typeof entry !== 'string' || !(TFJS_CLASSES.has(entry) || own.has(entry)))) {
      refuse(what, entry);
    }
    visit(entry, what, own);
  }
}
