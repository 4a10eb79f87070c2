/** What the data of an interview are drawn from, and what staff read of it. */

/**
 * What an interview's data are drawn from: two `secrets` of the server; a `published` pair, which everybody can draw from; the one
 * `seed` of interviews that an earlier version made.
 */
export const DRAWN = ['secrets', 'published', 'seed'] as const;
/** One of {@link DRAWN}. */
export type Drawn = (typeof DRAWN)[number];

/** What an interview's data are called, and what that says of them; staff read it in the room and in exports. */
export const drawnSentence: Readonly<Record<Drawn, { name: (label: string) => string; about: string }>> = {
  secrets: {
    name: (label) => `data ${label}`,
    about: 'The data are drawn from two secrets of the server. The label tells nothing of them.',
  },
  published: {
    name: (label) => `public data ${label}`,
    about: 'The data are public, for trying things out: everybody can make them, the labels of the hold-out too.',
  },
  seed: {
    name: (label) => `seed ${label}`,
    about:
      'An earlier version made the data from this one seed. Whoever knows or guesses it can make the labels of the hold-out.',
  },
};
