/** The choice between languages as a form field. */
import { type Ref, useId } from 'react';
import type { Language } from '../../protocol/language.ts';
import { languageWords } from '../words/language.ts';
import { TypeScriptLink } from './TypeScriptLink.tsx';

/** The choice between languages, with what each means; nothing is chosen beforehand where `value` is null. */
export function LanguageField({
  languages,
  value,
  onChange,
  error = null,
  brief = false,
  first,
}: {
  languages: readonly Language[];
  value: Language | null;
  onChange: (language: Language) => void;
  error?: string | null;
  /** Names alone, side by side, the rest for screen readers and on the pointer: for narrow places. */
  brief?: boolean;
  /** The first radio button, for focus. */
  first?: Ref<HTMLInputElement>;
}) {
  const id = useId();
  return (
    <fieldset
      className="field language-field"
      title={brief ? languageWords.open : undefined}
      aria-describedby={error ? `${id}-hint ${id}-error` : `${id}-hint`}
    >
      <legend className={brief ? 'visually-hidden' : 'field-label'}>{languageWords.label}</legend>
      <div className={brief ? 'choice' : 'language-options'}>
        {languages.map((language, i) => (
          <div key={language} className="language-option">
            <label className="choice-label">
              <input
                ref={i === 0 ? first : undefined}
                type="radio"
                name={id}
                checked={language === value}
                aria-describedby={brief ? undefined : `${id}-${language}`}
                onChange={() => onChange(language)}
              />
              {languageWords.name[language]}
            </label>
            {brief ? null : (
              <span className="field-hint" id={`${id}-${language}`}>
                {languageWords.about[language]} <TypeScriptLink language={language} inline />
              </span>
            )}
          </div>
        ))}
      </div>
      <span className={brief ? 'visually-hidden' : 'field-hint'} id={`${id}-hint`}>
        {languageWords.open}
      </span>
      {error ? (
        <span className="field-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      ) : null}
    </fieldset>
  );
}
