/** The contents of configuration files, by file name. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** Documentation of a rule, for docs/messages.md. */
export interface RuleDocumentation {
  /** Violation of the rule, as a noun phrase. */
  readonly violation: string;
  /** Reason for the rule, in one or more sentences. */
  readonly why: string;
  /** Files that violate this rule and no other. */
  readonly wrong: ExampleFiles;
  /** The files of the wrong example, without the violation. */
  readonly right: ExampleFiles;
}
