/** Variants as earlier versions stored them with their interviews, brought to what is read today. */

type Json = Record<string, unknown>;

/** A bundle from when there was one target has that one. */
function withTargets(bundle: Json): Json {
  const { target, ...rest } = bundle;
  if (target === undefined) return bundle;
  return { ...rest, targets: target === null ? [] : [{ name: 'only', ...(target as Json) }] };
}

/** What is parsed in place of a stored variant: the same where today's version stored it. */
export function ofToday(stored: { candidate?: Json; staff?: Json & { candidate?: Json } }): unknown {
  const { candidate, staff } = stored;
  if (!candidate || !staff?.candidate) return stored;
  return {
    ...stored,
    candidate: withTargets(candidate),
    staff: { ...staff, candidate: withTargets(staff.candidate) },
  };
}
