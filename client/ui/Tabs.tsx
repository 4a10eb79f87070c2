import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabItem {
  id: string;
  title: ReactNode;
  content: ReactNode;
}

/**
 * Tabs with automatic activation by arrow keys. `region` gives the shown panel a landmark name of its own (the default is the tab's
 * title); `keep` leaves hidden panels mounted, so that they keep their scroll position.
 */
export function Tabs({
  items,
  value,
  onChange,
  label,
  keep = false,
  extra,
}: {
  items: readonly TabItem[];
  value: string;
  onChange: (id: string) => void;
  label: string;
  keep?: boolean;
  extra?: ReactNode;
}) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(String(next))} className="tabs">
      <Base.List className="tab-list" aria-label={label} activateOnFocus>
        {items.map((item) => (
          <Base.Tab key={item.id} value={item.id} className="tab">
            {item.title}
          </Base.Tab>
        ))}
        {extra}
      </Base.List>
      {items.map((item) => (
        <Base.Panel key={item.id} value={item.id} className="tab-panel" keepMounted={keep}>
          {item.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
