import { registry } from '../errors.js';
import { facts } from '../facts/facts.js';
import { machineFunctions } from '../generated/machine-script.js';

/** Words of Windows, of SQL Server and of this program that stand in none of its own texts. */
const others = `
  access denied attempted perform unauthorized operation the is are was not no of in on to at by for from with within and or an a it its
  nt service authority network local system users windows program files data microsoft sql server ssis ssisdb scale out scaleout master
  worker agent cluster tasks cache app roaming profiles dts binn crypto keys rsa machine pcpksp root my log logs txt xml json config exe
  schema version build standard enterprise developer evaluation web express edition bit desktop core full constrained language mode
  timeout expired connection connect closed reset refused answer host port login password user database object column invalid name
  err etimeout econnrefused econnreset enotfound ssh winrm kerberos ntlm tls
`;

/** The words that a report may show of foreign text, in lower case: those of our own texts, and of Windows. */
export function reportVocabulary(): ReadonlySet<string> {
  const texts = [
    others,
    machineFunctions,
    ...facts.map(({ id, says, value, source, otherwise }) =>
      [id, says, JSON.stringify(value), source, otherwise].join(' '),
    ),
    ...Object.values(registry).map(({ summary, remedy }) => `${summary} ${remedy}`),
  ];
  const words = texts.flatMap((text) => text.match(/[A-Za-z]+/g) ?? []);
  const pieces = words.flatMap((word) => word.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []);
  return new Set([...words, ...pieces].filter((word) => word.length > 1).map((word) => word.toLowerCase()));
}
