/**
 * Programs of Windows. Many of them have options that begin with a slash. Names are compared in lower case, because
 * Windows ignores case.
 *
 * @see https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/windows-commands
 */
import { client, joiner, launcher, named, words, type ProgramSyntax } from '../program-syntax';

/**
 * PowerShell. All arguments after `-Command` are code, and the first operand is a script. Names of options can be
 * abbreviated. The list of options is from `pwsh -Help`.
 *
 * @see https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_pwsh
 */
const powershell: ProgramSyntax = {
  operands: ['script', 'data'],
  codeOption:
    /^[-/](c|co|com|comm|comma|comman|command|commandwithargs|cwa|e|ec|en|enc|encod[a-z]*|encodeda[a-z]*)$/i,
  codePosition: 'rest',
  hasSlashOptions: true,
  valuesOf: (option) => {
    if (
      /^[-/](f|fi|fil|file|i|inter[a-z]*|l|login|mta|sta|nol[a-z]*|nop[a-z]*|noe[a-z]*|noni[a-z]*)$/i.test(
        option,
      )
    )
      return 0;
    return /^[-/](ep|ex[a-z]*|wd|wo[a-z]*|w|wi[a-z]*|v|ve[a-z]*|ou[a-z]*|inp[a-z]*|config[a-z]*|settings[a-z]*|custompipename|pscon[a-z]*)$/i.test(
      option,
    )
      ? 1
      : 'unknown';
  },
};

/** A host of scripts: its own options begin with two slashes. */
const scriptHost: ProgramSyntax = {
  operands: ['script', 'data'],
  valuesOf: () => 0,
  hasSlashOptions: true,
};

/** Programs of Windows by their names in lower case. */
export const windowsPrograms: readonly (readonly [string, ProgramSyntax])[] = [
  ...named('pwsh powershell powershell_ise', powershell),
  ...named('wscript cscript', scriptHost),
  // An assembly, a package or an address is code for these programs, in each of their operands and options.
  ...named(
    'mshta rundll32 regsvr32 regasm regsvcs msiexec installutil cmstp odbcconf schtasks bitsadmin pcalua ieexec msxsl mavinject ' +
      'forfiles winrs psexec psexec64 paexec start-process invoke-expression invoke-command appvlp chocolatey',
    joiner,
  ),
  ...words(
    'cmd start.exe control.exe explorer.exe wmic hh wt scriptrunner winget scoop presentationhost',
    joiner,
  ),
  // The program of a service follows binPath=.
  ...words('sc', { ...client(), operands: ['data', 'data', 'code'] }),
  ...named(
    'wsl wslg',
    launcher({ flags: 'e', values: 'du', longFlags: 'exec', longValues: 'distribution user cd shell-type' }),
  ),
  ...words('runas', { ...launcher(), hasSlashOptions: true }),
  ...named('msbuild xbuild', {
    operands: ['script'],
    valuesOf: () => 0,
    hasSlashOptions: true,
    loadOption: /^[-/](l|logger|dl|distributedlogger)[:=]/i,
  }),
  ...words('csc vbc fsi fsc', { operands: ['script', 'data'], valuesOf: () => 0, hasSlashOptions: true }),
  ...words('reg regini regedit', client({ codeOption: /^[-/]d$/i })),
];

/** Matches a batch file. Its interpreter evaluates the arguments again, although no shell started it. */
export const batchFile = /\.(bat|cmd)$/i;
