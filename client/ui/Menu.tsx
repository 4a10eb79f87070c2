/** A menu behind a button. */
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  disabled?: boolean;
  /** Why it cannot be chosen now: it stays in the list, disabled, with this below its name. */
  why?: string | undefined;
  onSelect: () => void;
}

/** A menu button: `trigger` is the button element, which must forward its props. */
export function Menu({
  trigger,
  entries,
  label,
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  label: string;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Base.Popup className="menu" aria-label={label}>
            {entries.map((entry) => (
              <Base.Item
                key={entry.id}
                className="menu-item"
                disabled={entry.disabled === true || entry.why !== undefined}
                onClick={entry.onSelect}
              >
                {entry.icon}
                <span>
                  {entry.label}
                  {entry.why ? <span className="menu-why">{entry.why}</span> : null}
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
