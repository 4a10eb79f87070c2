/** The link to a language's page of help. */
import { trackOf } from '../../engine/tracks.ts';
import type { Language } from '../../protocol/language.ts';
import { languageWords } from '../words/language.ts';

/** The link to the compatibility page, in a new tab; nothing in Python. */
export function TypeScriptLink({ language, inline = false }: { language: Language; inline?: boolean }) {
  if (!trackOf(language).hasHelp) return null;
  const link = (
    <a href={languageWords.helpAddress} target="_blank" rel="noopener">
      {inline ? languageWords.helpShort : languageWords.help}
    </a>
  );
  return inline ? link : <p className="small">{link}</p>;
}
