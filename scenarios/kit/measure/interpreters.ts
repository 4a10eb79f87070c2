/** Which interpreter runs a language: a further language is a row here. */
import type { Language } from '../../../protocol/language.ts';
import type { StartInterpreter } from './interpreter.ts';
import { startPython } from './python.ts';
import { startTypescript } from './typescript.ts';

export const INTERPRETERS: Readonly<Record<Language, StartInterpreter>> = {
  python: startPython,
  typescript: startTypescript,
};
