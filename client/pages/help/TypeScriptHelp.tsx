/** What candidates can rely on in TypeScript: a separate page, for everybody, to read beside the room or on paper. */
import { useEffect } from 'react';
import { Button } from '../../ui/Button.tsx';
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx';
import { common } from '../../words/common.ts';
import './help.css';
import { helpWords } from '../../words/help.ts';
import type { Block } from './section.ts';
import { SECTIONS } from './typescript.ts';

/** Text with code between backticks. */
function Words({ text }: { text: string }) {
  return text.split('`').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no identity and never move
    i % 2 === 1 ? <code key={i}>{part}</code> : part,
  );
}

function Content({ block }: { block: Block }) {
  if ('text' in block) {
    return (
      <p>
        <Words text={block.text} />
      </p>
    );
  }
  if ('list' in block) {
    return (
      <ul>
        {block.list.map((line) => (
          <li key={line}>
            <Words text={line} />
          </li>
        ))}
      </ul>
    );
  }
  if ('code' in block) return <pre className="help-code">{block.code}</pre>;
  const { columns, rows } = block.table;
  return (
    <table className="help-table">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([head = '', ...cells]) => (
          <tr key={head}>
            <th scope="row">
              <Words text={head} />
            </th>
            {cells.map((cell, i) => (
              // The label is before the cell where columns do not fit side by side.
              <td key={columns[i + 1]} data-label={columns[i + 1]}>
                <Words text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default function TypeScriptHelp() {
  useEffect(() => {
    document.title = `${helpWords.title} · ${common.product}`;
    // The address may name a section, which is there only now.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <main className="help">
      <header className="row spread">
        <span className="quiet">{common.product}</span>
        <span className="row help-tools">
          <Button onClick={() => print()}>{helpWords.print}</Button>
          <ThemeSwitch />
        </span>
      </header>
      <div className="stack-tight">
        <h1>{helpWords.title}</h1>
        <p>{helpWords.lead}</p>
      </div>
      <nav className="help-contents" aria-label={helpWords.contents}>
        <ul>
          {SECTIONS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {SECTIONS.map(({ id, title, blocks }) => (
        <section key={id} id={id} className="stack" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          {blocks.map((block, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the page is written once
            <Content key={i} block={block} />
          ))}
        </section>
      ))}
    </main>
  );
}
