/**
 * The options of tools whose arguments are mostly data. An option that is missing here is unknown. Then the rule
 * rejects a whole placeholder after it, because the placeholder can be an operand, and so an option.
 *
 * The options of psql 15, MariaDB 10.11, curl 7.88, Wget 1.21, rsync 3.5, GNU tar 1.34, Git 2.39 and GNU sort 9.1 were
 * compared with their `--help` or manual: each option has the number of values that the program documents.
 */
import type { Options } from '../program-syntax';

/** The options that clients of databases have in common. */
export const databaseOptions: Options = {
  longValues: 'catalog database dbname format host keyspace output port schema server uri user username',
};

/** The options of psql. */
export const psqlOptions: Options = {
  flags: 'aAbeEHlnqsStwWxXz01',
  values: 'hpUdvPFRT',
  longFlags:
    'echo-all no-align echo-errors echo-queries echo-hidden html list no-readline quiet single-step single-line single-transaction tuples-only no-password expanded no-psqlrc csv',
  longValues:
    'host port username dbname set variable pset field-separator record-separator table-attr command file output log-file',
};

/** The options of the client of MySQL and MariaDB. */
export const mysqlOptions: Options = {
  flags: 'ABCNnqrstfvwXHE',
  values: 'huPDS',
  longFlags:
    'batch silent table raw force quick skip-column-names no-auto-rehash html xml vertical compress unbuffered wait',
  longValues:
    'host user port database socket protocol default-character-set delimiter ssl-ca ssl-cert ssl-key ssl-mode connect-timeout max-allowed-packet',
};

/** The options of curl. */
export const curlOptions: Options = {
  flags: '012346BfgGiIjJklLMnNOpqRsSvV#',
  values: 'oPtTD',
  longFlags:
    'silent show-error fail fail-with-body location compressed insecure get include head verbose remote-name remote-header-name create-dirs no-progress-meter progress-bar globoff http1.1 http2 ipv4 ipv6 retry-connrefused retry-all-errors anyauth basic digest path-as-is tcp-nodelay',
  longValues:
    'data data-ascii data-binary data-raw data-urlencode json form form-string header request url output output-dir user user-agent referer cookie cookie-jar upload-file max-time connect-timeout retry retry-delay retry-max-time cacert capath cert key proxy proxy-user range resolve write-out aws-sigv4 oauth2-bearer limit-rate interface dump-header time-cond url-query',
};

/** The options of wget. */
export const wgetOptions: Options = {
  flags: 'bdqvcSNxHkKmpErLF',
  values: 'oiOtTPD',
  longFlags:
    'quiet verbose no-verbose continue timestamping no-clobber no-check-certificate server-response spider recursive no-parent',
  longValues:
    'output-file append-output input-file base tries output-document timeout wait directory-prefix user-agent header post-data post-file body-data body-file method user password http-user http-password certificate private-key ca-certificate waitretry limit-rate',
};

/** The options of rsync. */
export const rsyncOptions: Options = {
  flags: 'vqcarRbudlLkKHpEAXogDtOJSnWxyCzP0h846Nims',
  values: 'T',
  longFlags:
    'verbose quiet checksum archive recursive relative backup update inplace append append-verify dirs links copy-links safe-links hard-links perms executability acls xattrs owner group devices specials times sparse dry-run whole-file one-file-system existing ignore-existing remove-source-files delete delete-before delete-during delete-delay delete-after delete-excluded ignore-errors force partial delay-updates prune-empty-dirs numeric-ids ignore-times size-only fuzzy compress cvs-exclude from0 stats human-readable progress itemize-changes mkpath fsync',
  longValues:
    'suffix backup-dir chmod max-delete max-size min-size partial-dir usermap groupmap chown timeout contimeout modify-window temp-dir compare-dest copy-dest link-dest compress-level skip-compress filter exclude exclude-from include include-from files-from address port sockopts out-format log-file log-file-format password-file bwlimit iconv info debug block-size',
};

/** The options of tar. */
export const tarOptions: Options = {
  flags: 'AcdrtuxzjJaZvwpPsSkmUWOhlMGnioBRE',
  values: 'fCTbg',
  longFlags:
    'create extract get list append update verbose gzip gunzip bzip2 xz zstd lzma auto-compress overwrite keep-old-files skip-old-files no-same-owner no-same-permissions same-owner preserve-permissions no-recursion dereference sparse to-stdout wildcards null absolute-names numeric-owner touch totals remove-files',
  longValues:
    'file directory files-from exclude exclude-from exclude-tag strip-components owner group mode mtime transform xform sort format blocking-factor listed-incremental label newer starting-file',
};

/** The options of git's commands, without those of one letter: their meaning depends on the command. */
export const gitOptions: Options = {
  longFlags:
    'quiet verbose force all prune tags no-tags ff-only no-ff no-rebase bare mirror recurse-submodules no-checkout single-branch progress dry-run heads refs porcelain set-upstream no-verify atomic',
  longValues:
    'branch depth origin reference separate-git-dir jobs message author date shallow-since shallow-exclude server-option output prefix',
};

/** The options of `sort`, `less` and `man`. */
export const textOptions: Options = {
  flags: 'bdfghiMnRrVcCmsuz',
  values: 'kotST',
  longFlags:
    'ignore-leading-blanks dictionary-order ignore-case general-numeric-sort human-numeric-sort month-sort numeric-sort random-sort reverse version-sort merge stable unique zero-terminated',
  longValues:
    'key output field-separator buffer-size temporary-directory parallel batch-size files0-from sort',
};

/** The options of pandoc. */
export const pandocOptions: Options = {
  flags: 'sSNip',
  values: 'foOPitTD',
  longFlags: 'standalone toc table-of-contents number-sections quiet verbose fail-if-warnings',
  longValues:
    'from read to write output data-dir metadata metadata-file defaults variable wrap columns resource-path include-in-header reference-doc css bibliography csl extract-media',
};

/** The options of ansible-playbook and of similar tools. */
export const playbookOptions: Options = {
  flags: 'bCDKkv',
  values: 'ltu',
  longFlags: 'check diff become verbose syntax-check list-tasks list-hosts flush-cache',
  longValues: 'limit tags skip-tags user forks start-at-task key-file timeout private-key',
};
