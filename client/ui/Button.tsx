/** Buttons, with text or with an icon alone. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & { ref?: Ref<HTMLButtonElement> };

interface ButtonProps extends Native {
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 'normal' | 'large';
  icon?: ReactNode;
  className?: string;
}

/**
 * A verb. `disabled` removes it from the tab order; where the reason matters, pass `aria-disabled` and a `title` instead, and it stays
 * reachable but does nothing.
 */
export function Button({ look = 'plain', size = 'normal', icon, className, children, onClick, ...rest }: ButtonProps) {
  const inert = rest['aria-disabled'] === true || rest['aria-disabled'] === 'true';
  const names = ['btn', `btn-${look}`, size === 'large' && 'btn-large', className].filter(Boolean).join(' ');
  return (
    <button type="button" {...rest} className={names} onClick={inert ? (e) => e.preventDefault() : onClick}>
      {icon}
      {children}
    </button>
  );
}

/** A button that shows only an icon; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  look = 'quiet',
  children,
  className,
  ...rest
}: Omit<ButtonProps, 'icon'> & { label: string }) {
  return (
    <Button
      aria-label={label}
      title={label}
      look={look}
      {...rest}
      className={['btn-icon', className].filter(Boolean).join(' ')}
    >
      {children}
    </Button>
  );
}
