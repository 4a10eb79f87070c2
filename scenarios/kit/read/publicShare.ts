/** Share of the hold-out's rows that scores show to the candidate; the others decide. */
export const PUBLIC_SHARE = 0.3;
