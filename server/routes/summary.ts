/** An interview as one page of Markdown, for a file or a mail. Everything that people wrote is quoted, never interpreted. */
import type { StaffBundle } from '../../protocol/bundle.ts';
import { endedAt, startedAt, timeLeft } from '../../protocol/clock.ts';
import { drawnSentence } from '../../protocol/drawn.ts';
import { languageOf } from '../../protocol/language.ts';
import type { MetricValue } from '../../protocol/score.ts';
import { type FinishedScore, type Reached, reachedBy, type Score } from '../../protocol/scores.ts';
import type { InterviewState } from '../../protocol/state.ts';
import { visibleText } from '../../protocol/visible.ts';
import type { Interview } from '../store/port.ts';

/** Text of people inside Markdown: no markup, no line breaks, and nothing that a reader would not see. */
const plain = (text: string) =>
  visibleText(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|!~&]/g, '\\$&')
    .trim();
const time = (at: number) => new Date(at).toISOString().replace('T', ' ').slice(0, 19);
const value = (m: MetricValue, digits: number) => `${m.name} ${m.value.toFixed(digits)}`;

function scoreLines(score: Score, number: number, digits: number): string[] {
  const { hypothesis } = score;
  const lines = [
    `### Score ${number} (${time(score.requestedAt)})`,
    '',
    `Hypothesis (${hypothesis.direction}${hypothesis.amount ? `, ${plain(hypothesis.amount)}` : ''}): ${plain(hypothesis.text)}`,
    '',
  ];
  if (score.status === 'failed') lines.push(`No score (${score.failure.code}): ${plain(score.failure.message)}`);
  if (score.status === 'finished') lines.push(...resultLines(score, digits));
  return [...lines, ''];
}

/** `, sound target reached`; interviews from when there was one target have no name for it. */
const targetText = ({ name, reached }: Reached): string =>
  `, ${name === 'only' ? '' : `${name} `}target ${reached ? 'reached' : 'not reached'}`;

function resultLines({ public: shown, private: final, verification }: FinishedScore, digits: number): string[] {
  const delta = shown.delta
    ? `; ${shown.delta.verdict} than score ${shown.delta.against} (${shown.delta.value} ± ${shown.delta.sd})`
    : '';
  const best = shown.toBest
    ? `; ${shown.toBest.verdict} than score ${shown.toBest.against}, the best before (${shown.toBest.value} ± ${shown.toBest.sd})`
    : '';
  const lines = [
    `- public: ${value(shown.metric, digits)} ± ${shown.se}${delta}${best}`,
    `- weights: ${shown.weights.total} of ${shown.budget}`,
  ];
  if (shown.reported) lines.push(`- reported by the candidate: ${plain(shown.reported.name)} ${shown.reported.value}`);
  if (final) {
    lines.push(
      `- final part: ${value(final.metric, digits)} ± ${final.se.toFixed(digits + 1)}${reachedBy(final).map(targetText).join('')}`,
    );
    if (final.honestyGap !== null) lines.push(`- honesty gap: ${final.honestyGap.toFixed(digits)}`);
  }
  for (const fact of final?.facts ?? []) lines.push(`- noticed: ${plain(fact)}`);
  if (verification)
    lines.push(`- ${verification.agrees ? 'verified' : 'NOT confirmed'} by a re-run: ${plain(verification.message)}`);
  else lines.push('- not re-run yet');
  return lines;
}

/** The page, with a line break at its end. */
export function summaryMarkdown(interview: Interview, state: InterviewState, staff: StaffBundle): string {
  const { clock } = state;
  const [begun, over] = [startedAt(clock), endedAt(clock)];
  const { digits } = staff.candidate.metric;
  const used = begun === null ? 0 : clock.minutes - Math.round(timeLeft(clock, over ?? begun) / 60_000);
  const ended = over === null ? 'not ended' : `ended ${time(over)}`;
  const started = begun === null ? 'not started' : `started ${time(begun)}`;
  const criteria = new Map(staff.rubric.map((c) => [c.id, c]));
  const rubric = state.rubric.map((r) => {
    const levels = criteria.get(r.criterion)?.levels;
    const level = r.level === null ? 'not rated' : `${r.level + 1} of ${levels?.length ?? '?'}`;
    return `| ${plain(criteria.get(r.criterion)?.title ?? r.criterion)} | ${plain(r.name)} | ${level} | ${plain(r.note)} |`;
  });
  const notes = state.annotations.map((a) => {
    const where =
      a.anchor.kind === 'text'
        ? `lines ${a.anchor.startLine}-${a.anchor.endLine}: ${plain(a.anchor.quote.slice(0, 200))}`
        : a.anchor.kind;
    return `- ${time(a.at)} ${plain(a.author.name)} (${a.audience === 'staff' ? 'private' : 'shared'}, ${where}): ${plain(a.text)}`;
  });
  return [
    `# ${plain(interview.title)}`,
    '',
    `${plain(staff.candidate.title)} (${interview.slug} ${interview.version}), form ${interview.form}, ${plain(drawnSentence[interview.source.kind].name(interview.source.label))}, ${languageOf(interview.language, state.language) ?? 'no language chosen'}; ${started}, ${ended}, ${Math.max(0, used)} of ${clock.minutes} minutes. Times are UTC.`,
    '',
    `People: ${state.people.map((p) => `${plain(p.name)} (${p.role})`).join(', ') || 'nobody'}. ${state.runs.length} runs.`,
    '',
    '## Scores',
    '',
    ...(state.scores.length === 0
      ? ['None.', '']
      : state.scores.flatMap((score, i) => scoreLines(score, i + 1, digits))),
    '## Rubric',
    '',
    ...(rubric.length === 0
      ? ['Not filled in.']
      : ['| Criterion | By | Level | Note |', '|---|---|---|---|', ...rubric]),
    '',
    '## Notes',
    '',
    ...(notes.length === 0 ? ['None.'] : notes),
    '',
  ].join('\n');
}
