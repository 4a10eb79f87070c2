/** Scaffolds by name: each language has one, and one more per framework that the manifest lists for it. */
import { trackOf } from '../../../engine/tracks.ts';
import type { Language } from '../../../protocol/language.ts';
import type { FormSpec, ScenarioSpec } from '../manifest/schema.ts';

/** Which of a scenario's scaffolds. */
export interface Scaffold {
  /** Of its folder, and wherever scaffolds are named: `python`, `python-torch`, `typescript`. */
  name: string;
  language: Language;
  /** Null: the language's scaffold without a framework. */
  framework: string | null;
}

/** The scaffold of a language; of one of its frameworks where one is given. */
export function scaffoldOf(language: Language, framework: string | null = null): Scaffold {
  return { name: framework === null ? language : `${language}-${framework}`, language, framework };
}

/** The scaffolds that a manifest asks for: for each language the one without a framework, then those of its frameworks. */
export function scaffoldsOf({ languages, frameworks }: ScenarioSpec): Scaffold[] {
  return languages.flatMap((language) => [
    scaffoldOf(language),
    ...frameworks
      .filter((framework) => framework.languages.includes(language))
      .map(({ id }) => scaffoldOf(language, id)),
  ]);
}

/** Packages that a scaffold runs with; none in a language whose libraries are fixed. */
export function packagesOf(spec: ScenarioSpec, { language, framework }: Scaffold): string[] {
  if (!trackOf(language).hasPackages) return [];
  return [...(spec.frameworks.find(({ id }) => id === framework)?.packages ?? spec.packages)];
}

/** Forms of one scaffold. */
export function formsOf({ forms }: ScenarioSpec, { language, framework }: Scaffold): FormSpec[] {
  return forms.filter((form) => form.languages.includes(language) && form.framework === framework);
}
