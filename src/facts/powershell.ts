import { fact } from './fact.js';

export const fullLanguage = fact({
  id: 'powershell.full-language',
  says: 'PowerShell runs every script only where $ExecutionContext.SessionState.LanguageMode is this. WDAC and AppLocker make it ConstrainedLanguage, where types of .NET other than the core ones have no methods; reading that property is allowed there.',
  value: 'FullLanguage',
  source: 'Microsoft: about_Language_Modes',
  standing: 'documented',
  otherwise: 'The machine gives no answer, and the plan says so with what PowerShell printed.',
});

export const languageErrors = fact({
  id: 'powershell.language-errors',
  says: 'A session that runs no scripts at all (NoLanguage), or that knows data only (RestrictedLanguage), refuses even that look, with one of these in the error.',
  value: ['ScriptsNotAllowed', 'InvalidScriptBlockInDataSection', 'no-language mode', 'restricted language mode'],
  source: 'PowerShell: ParserStrings and the error ids of its parser and its remote sessions',
  standing: 'published',
  otherwise: 'The machine gives no answer, and the plan says so with what PowerShell printed.',
});
