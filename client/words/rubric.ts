/** Words of the rubric and of the findings. */
export const rubricWords = {
  intro: 'Saved as you go, under your name. Others see it once they open this tab.',
  level: 'Level',
  none: 'Not rated',
  note: 'Evidence',
  others: 'Others',
  saved: (time: string) => `Saved ${time}`,
  changed: 'Not saved yet',
  save: 'Save',
} as const;

export const findingWords = {
  planted: 'Planted in this form',
  other: 'Not in this form',
  bug: 'bug',
  quirk: 'quirk of the data',
  found: (where: string) => `found in the ${where}`,
  shows: { metric: 'shows in the metric', probe: 'shows in a probe only', rubric: 'for the rubric only' },
  where: 'Where',
  ask: 'Ask',
  strong: 'A strong answer',
  weak: 'A weak answer',
} as const;
