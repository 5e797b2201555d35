/**
 * operations' allowed_signers and revoked keys → whose keys count. What ssh-keygen would read in a wider sense than its author meant is refused with its
 * line: a pattern that stands for people nobody thought of, an authority that makes keys for whom it likes, an option that is not known.
 */
import { parseDay, type Day } from '../model/day.ts';
import type { PublicKey, Signer } from '../model/signers.ts';
import { readPublicKey } from './sshsig.ts';

/** What is wrong with a line; columns from 1, the end exclusive. */
export interface LineProblem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** Some words of a line, and where they are. */
interface Part {
  readonly text: string;
  readonly start: number;
}

/** Returns the lines of an allowed_signers file, and what is wrong with the others. */
export function readSigners(text: string): { signers: Signer[]; problems: LineProblem[] } {
  const read = lines(text).map(({ parts, line }) => readSigner(parts, line));
  return {
    signers: read.flatMap((each) => ('signer' in each ? [each.signer] : [])),
    problems: read.flatMap((each) => ('problem' in each ? [each.problem] : [])),
  };
}

/** Returns the public keys of a file that has one on each line, and what is wrong with the others. */
export function readKeys(text: string): { keys: (PublicKey & { line: number })[]; problems: LineProblem[] } {
  const read = lines(text).map(({ parts, line }) => {
    const key = keyOf(parts);
    return key === null
      ? problemOf(line, parts[0], 'key', 'this line is no public key', 'write the line of a .pub file')
      : { ...key, line };
  });
  return {
    keys: read.flatMap((each) => ('problem' in each ? [] : [each])),
    problems: read.flatMap((each) => ('problem' in each ? [each.problem] : [])),
  };
}

/** The lines that say something, in words; a quotation is one word. */
function lines(text: string): { parts: [Part, ...Part[]]; line: number }[] {
  return text.split(/\r?\n/).flatMap((whole, index) => {
    const parts = [...whole.matchAll(/(?:"(?:\\"|[^"])*"?|[^\s"])+/gu)].map(([word], nth, all) => ({ text: word, start: all[nth].index }));
    const [first, ...rest] = parts;
    return first === undefined || first.text.startsWith('#') ? [] : [{ parts: [first, ...rest], line: index + 1 }];
  });
}

type Told = { readonly problem: LineProblem };

function readSigner(parts: [Part, ...Part[]], line: number): { signer: Signer } | Told {
  const [people, second] = parts;
  const wrong = (part: Part, code: string, message: string, help: string): Told => problemOf(line, part, code, message, help);
  const plain = keyOf(parts.slice(1));
  const key = plain ?? keyOf(parts.slice(2));
  if (key === null || second === undefined)
    return wrong(people, 'key', 'this line is not somebody, perhaps options, and a public key', FORM);

  const principals = unquoted(people.text).split(',');
  const [first, ...others] = principals;
  if (principals.some((each) => each === ''))
    return wrong(people, 'principal', `'${people.text}' names nobody between two commas, or before or after one`, FORM);
  const pattern = principals.find((each) => /[*?!]/.test(each));
  if (pattern !== undefined) {
    return wrong(
      people,
      'pattern',
      `'${pattern}' lets this key sign for whoever it fits, and a sign-off is one person's own`,
      'write the e-mail address or the id of the person whose key it is',
    );
  }

  let options: Pick<Signer, 'namespaces' | 'from' | 'before'> = { namespaces: null, from: null, before: null };
  for (const option of plain === null ? optionsOf(second) : []) {
    const [, word, value] = /^([^=]*)(?:=(.*))?$/su.exec(option.text)!;
    switch (word.toLowerCase()) {
      case 'cert-authority':
        return wrong(
          option,
          'authority',
          'this key makes keys for others, whom this file does not name',
          "write one line for each person's own key",
        );
      case 'namespaces': {
        const namespaces = unquoted(value ?? '').split(',');
        const wide = namespaces.find((each) => each === '' || /[*?!]/.test(each));
        if (wide !== undefined) return wrong(option, 'namespace', `'${option.text}' has a pattern in it, or nothing`, NAMESPACES);
        options = { ...options, namespaces };
        break;
      }
      case 'valid-after':
      case 'valid-before': {
        const day = dayOfStamp(unquoted(value ?? ''));
        if (typeof day === 'string')
          return wrong(option, 'date', `'${option.text}' ${day}`, `write ${word}=20270131, the day without dashes`);
        options = word.toLowerCase() === 'valid-after' ? { ...options, from: day } : { ...options, before: day };
        break;
      }
      default:
        return wrong(
          option,
          'option',
          `'${word}' is no option of a key (namespaces, valid-after, valid-before)`,
          `leave it out, or write it as ssh-keygen does`,
        );
    }
  }
  if (key.type.includes('-cert-')) return wrong(people, 'authority', 'this is a certificate, and a person has a key of their own', FORM);
  return { signer: { principals: [first, ...others], ...options, ...key, line } };
}

const FORM = 'write: ana@larkfield.example ssh-ed25519 AAAA… (the line of her .pub file after her e-mail address)';
const NAMESPACES = 'write namespaces="restatement@handoff", and "git" beside it where signed commits count';

function problemOf(line: number, { text, start }: Part, code: string, message: string, help: string): Told {
  return { problem: { line, column: start + 1, endColumn: start + text.length + 1, code, message, help } };
}

/** A key and whatever comment follows it. */
function keyOf(parts: readonly Part[]): PublicKey | null {
  return parts.length < 2 ? null : readPublicKey(parts[0].text, parts[1].text);
}

/** The options of a word, at the commas outside of quotations. */
function optionsOf({ text, start }: Part): Part[] {
  return [...text.matchAll(/(?:"(?:\\"|[^"])*"?|[^,"])+/gu)].map((found) => ({ text: found[0], start: start + found.index }));
}

function unquoted(text: string): string {
  const [, inside] = /^"(.*)"$/su.exec(text) ?? [];
  return (inside ?? text).replaceAll('\\"', '"');
}

/** The day of `YYYYMMDD[HHMM[SS]][Z]`, or what is wrong with it. Hours and zone are left to whoever reads days: a sign-off has no other time. */
function dayOfStamp(stamp: string): Day | string {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?Z?$/.exec(stamp) ?? [];
  return year === undefined ? 'is no day' : parseDay(`${year}-${month}-${day}`);
}
