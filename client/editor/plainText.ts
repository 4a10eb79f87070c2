/** Texts of people and programs inside Markdown: as words, never as links, pictures or markup. */

/** The text with every character escaped that Markdown would read. */
export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>|&~:]/g, '\\$&');

/** The same, with its lines kept. */
export const plainLines = (text: string): string => plain(text).replaceAll('\n', '  \n');
