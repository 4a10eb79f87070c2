/** Words of the landing page. */
export const landingWords = {
  lead: 'A live data-modeling interview. The candidate improves a small modeling project in the browser; the interviewer watches and takes notes; the score comes from rows that nobody has seen.',
  haveTitle: 'You were invited',
  haveText:
    'Open the link that you were sent. It works in a current Chrome, Edge or Firefox on a laptop; nothing is installed and no account is needed.',
  staffTitle: 'You run interviews',
  staffText: 'Open the staff link that the server printed at its start. It lists the interviews and makes new ones.',
  privacyTitle: 'What this server keeps',
  privacyText:
    'The name you give, the text you write, what you run and what comes out, with the time. The code itself runs in your own browser.',
} as const;
