/** How the message of a probe begins whose own code, or what it stands on, the candidate's code has replaced. */
export const TAMPERED = 'the code reaches into what asks it';
