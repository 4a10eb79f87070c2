/** The candidate's folder in an interpreter, current directory of every run. */
export const HOME = '/home/candidate';
