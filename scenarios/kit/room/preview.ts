/** A local room of a scenario as it is on disk, made anew whenever the author saves. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { type LanguageOffer, offeredBy } from '../../../protocol/language.ts';
import { published } from '../data/source.ts';
import { loadScenario } from '../read/load.ts';
import type { Scenario } from '../read/scenario.ts';
import { toStaffBundle } from '../render/project.ts';
import { makeVariant } from '../render/variant.ts';
import { copyScenario, makeWorkspace, type Workspace } from '../render/workspace.ts';
import { type LocalServer, startLocalServer } from './server.ts';
import { joinAsStaff, type MadeInterview, type Staff } from './staff.ts';

interface PreviewChoice {
  /** The scenario's folder. */
  folder: string;
  /** Id of a form; null: the first one, or `bugs`. */
  form: string | null;
  /** Exactly these bugs, as a form made for them; null: a form of the manifest. */
  bugs: readonly string[] | null;
  /** Scaffold of a language's framework, with `bugs`. */
  framework: string | null;
  seed: string;
  /** Null: what the form offers. */
  language: LanguageOffer | null;
  /** 0 for any free one. */
  port: number;
  /** Whether the candidate waits until an interviewer starts the clock. */
  gated: boolean;
}

/** A room that is open now. */
export interface OpenRoom extends MadeInterview {
  scenario: Scenario;
  /** Of the folder as it was copied; that of `scenario` where no form was added. */
  version: string;
  form: string;
  language: LanguageOffer;
  seed: string;
  staffLink: string;
  staff: Staff;
}

/** Form of a preview with `bugs`; only the copy has it. */
const OWN_FORM = 'preview';

export class Preview {
  readonly #choice: PreviewChoice;
  readonly #dataDir = mkdtempSync(path.join(tmpdir(), 'holdout-preview-'));
  #port: number;
  #server: LocalServer | null = null;
  #workspace: Workspace | null = null;

  constructor(choice: PreviewChoice) {
    this.#choice = choice;
    this.#port = choice.port;
  }

  /** The scenario's folder (not the copy). */
  get folder(): string {
    return this.#choice.folder;
  }

  /**
   * Copies the folder, makes the variant to prove it, and only then replaces the server: after a mistake the room that was
   * open before stays.
   *
   * @throws AuthoringError with the place of a mistake in the folder; Error for a form or bug that is not there
   */
  async open(): Promise<OpenRoom> {
    const workspace = makeWorkspace();
    try {
      // A copy has a new path each time, so that a changed data.ts is loaded anew.
      const prepared = await prepare(workspace, this.#choice);
      await this.#server?.stop();
      this.#workspace?.remove();
      this.#workspace = workspace;
      this.#server = await startLocalServer(workspace.scenarios, { port: this.#port, dataDir: this.#dataDir });
      this.#port = this.#server.port;
      const staff = await joinAsStaff(this.#server.staff);
      const { scenario, form, language } = prepared;
      const made = await staff.makeInterview({
        title: `Preview: ${scenario.spec.title}`.slice(0, 120),
        slug: scenario.slug,
        form,
        seed: this.#choice.seed,
        published: true,
        language,
        minutes: scenario.spec.minutes,
        gated: this.#choice.gated,
      });
      return { ...made, ...prepared, seed: this.#choice.seed, staff, staffLink: this.#server.staff };
    } catch (error) {
      if (this.#workspace !== workspace) workspace.remove();
      throw error;
    }
  }

  /** Resolves when the server has ended by itself; undefined before the first room. */
  get ended(): Promise<void> | undefined {
    return this.#server?.ended;
  }

  /** Ends the server and removes everything that was made for the preview. */
  async close(): Promise<void> {
    await this.#server?.stop();
    this.#workspace?.remove();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

async function prepare(workspace: Workspace, choice: PreviewChoice) {
  const copy = copyScenario(choice.folder, workspace);
  // Once as the author wrote it, so that lines in messages are theirs.
  let scenario = await loadScenario(copy);
  const { version } = scenario;
  if (choice.bugs) {
    addForm(copy, scenario, choice);
    scenario = await loadScenario(copy);
  }
  const id = choice.bugs ? OWN_FORM : (choice.form ?? scenario.spec.forms[0]?.id ?? '');
  const form = scenario.spec.forms.find((drawn) => drawn.id === id);
  if (!form)
    throw new Error(
      `${scenario.slug} has no form "${id}"; there are ${scenario.spec.forms.map((drawn) => drawn.id).join(', ')}`,
    );
  const language = choice.language ?? (form.languages.length > 1 ? 'choice' : (form.languages[0] as LanguageOffer));
  for (const one of offeredBy(language))
    toStaffBundle(makeVariant(scenario, { form: id, source: published(choice.seed), language: one }));
  return { scenario, version, form: id, language };
}

/** Writes a form of the chosen bugs into the copy's manifest. */
function addForm(copy: string, { slug, spec }: Scenario, { bugs, framework, language }: PreviewChoice): void {
  const unknown = bugs?.find((id) => !spec.bugs.some((bug) => bug.id === id));
  if (unknown)
    throw new Error(`${slug} has no bug "${unknown}"; there are ${spec.bugs.map((bug) => bug.id).join(', ')}`);
  const languages = language === null ? spec.languages : offeredBy(language);
  const file = path.join(copy, 'scenario.yaml');
  const manifest = parseDocument(readFileSync(file, 'utf8'));
  manifest.addIn(['forms'], { id: OWN_FORM, level: 'senior', languages, framework, bugs });
  writeFileSync(file, manifest.toString());
}
