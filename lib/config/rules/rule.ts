/** The contents of configuration files, by file name. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** What users read about a rule. */
export interface RuleDocumentation {
  /** What breaks the rule, as a noun phrase. */
  readonly violation: string;
  /** The reason for the rule, in one or more sentences. */
  readonly why: string;
  /** Files that break this rule and no other. */
  readonly wrong: ExampleFiles;
  /** The same files with the violation corrected. */
  readonly right: ExampleFiles;
}
