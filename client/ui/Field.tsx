/** Fields of forms: text, choice, selection. */
import { type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes, useId } from 'react';
import { isolatedText } from '../../protocol/visible.ts';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  /** The label is for screen readers only: where place is short and the field explains itself. */
  bare?: boolean;
}

function Frame({ id, label, hint, error, bare = false, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className={bare ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      {children}
      {hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span className="field-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}

const described = (id: string, hint: ReactNode, error?: string | null) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

/** One line of text with a label; hint and error are tied to it for screen readers. */
export function TextField({
  label,
  hint,
  error,
  bare = false,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error ?? null} bare={bare}>
      <input
        {...rest}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
      />
    </Frame>
  );
}

/** Several lines of text with a label. */
export function TextArea({
  label,
  hint,
  error,
  bare = false,
  ...rest
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error ?? null} bare={bare}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className="input"
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, hint, error)}
      />
    </Frame>
  );
}

/** A choice of few: native radio buttons in a named group; an error is tied to it for screen readers. */
export function Choice<T extends string>({
  label,
  bare = false,
  options,
  value,
  onChange,
  error,
  ref,
}: {
  label: ReactNode;
  bare?: boolean;
  options: readonly { value: T; label: string; title?: string }[];
  /** Null: none is chosen yet. */
  value: T | null;
  onChange: (value: T) => void;
  error?: string | null;
  /** The first button, for focus. */
  ref?: Ref<HTMLInputElement>;
}) {
  const id = useId();
  return (
    <div
      className="field"
      role="radiogroup"
      aria-labelledby={id}
      aria-invalid={error ? true : undefined}
      aria-describedby={described(id, null, error)}
    >
      <span className={bare ? 'visually-hidden' : 'field-label'} id={id}>
        {label}
      </span>
      <div className="choice">
        {options.map((option, i) => (
          <label key={option.value} title={option.title}>
            <input
              ref={i === 0 ? ref : undefined}
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {isolatedText(option.label)}
          </label>
        ))}
      </div>
      {error ? (
        <span className="field-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}

/** A native select with a label. */
export function SelectField<T extends string>({
  label,
  hint,
  bare = false,
  options,
  value,
  onChange,
}: FieldProps & {
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} bare={bare}>
      <select
        id={id}
        className="input"
        value={value}
        aria-describedby={described(id, hint)}
        onChange={(e) => onChange(e.target.value as T)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {isolatedText(option.label)}
          </option>
        ))}
      </select>
    </Frame>
  );
}
