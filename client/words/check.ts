/** Words of a Check's metrics. */

export const checkWords = {
  fromColumn: (title: string, column: string, file: string) =>
    `${title} is computed here from the decisions and the column ${column}, as ${file} has it.`,
  notComputed: (title: string, why: string) => `${title} could not be computed here: ${why}.`,
  noDecisions: 'there is no decision for each row',
  noClasses: (title: string, label: string) =>
    `${title} could not be computed here: ${label} has values that are no class numbers.`,
} as const;
