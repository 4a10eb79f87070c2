/** Words around the page of help for TypeScript; its sections lie in `pages/help`. */
export const helpWords = {
  title: 'TypeScript in this interview',
  lead: 'What you can import, how your code is called, and where the libraries of JavaScript differ from those of Python.',
  contents: 'On this page',
  print: 'Print',
} as const;
