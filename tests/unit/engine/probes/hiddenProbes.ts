/** Probes of the small scaffolds that see what is only hidden; the same in both languages. */
export const HIDDEN_PROBES = [
  { id: 'learned', kind: 'learned', column: 'late', value: 0 },
  { id: 'matters', kind: 'matters', columns: ['kind'] },
  { id: 'fresh', kind: 'fresh' },
  { id: 'told', kind: 'told' },
  { id: 'label-blind', kind: 'label-blind' },
  { id: 'halves', kind: 'halves', check: 100 },
  { id: 'regret', kind: 'regret', act: 5, missed: 'b' },
] as const;
