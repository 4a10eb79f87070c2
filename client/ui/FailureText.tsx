/** Why a score came to nothing: sentences, and the lines of the candidate's code beneath them, which stand as a program prints them. */
import { failurePartsOf } from '../state/failureParts.ts';
import { Marked, Typed } from './Typed.tsx';
import './failureText.css';

export function FailureText({ message }: { message: string }) {
  const { said, trace } = failurePartsOf(message);
  return (
    <>
      <p>
        <Typed text={said} block />
      </p>
      {trace === '' ? null : (
        <pre className="failure-trace">
          <Marked text={trace} />
        </pre>
      )}
    </>
  );
}
