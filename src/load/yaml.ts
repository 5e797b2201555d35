/**
 * Text → tree, safely. The YAML library's defaults are not safe for files from strangers, so everything clever in YAML is refused: anchors,
 * aliases, tags, merge keys, directives, several documents, keys that mean something to JavaScript, characters that hide what a line says.
 *
 * The text is lexed once: the library's lexer, parser and composer are run hand in hand, with the limits checked between them, before the
 * composer's recursion can see a nesting that is too deep.
 */
import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Document, type ParsedNode, type YAMLError } from 'yaml';
import type { Diagnostic } from '../model/place.ts';
import { decode } from './decode.ts';
import { HIDDEN, nameOfCharacter } from './hidden.ts';
import { plainUntil, readPlain } from './plain.ts';
import { rangeOf, type Node, type ParsedSource, type Source, type Span } from './source.ts';

/** What takes the library half a second; a larger file has to be plain (`plain.ts`), where reading takes a tenth of that. */
const MAX_TOKENS = 100_000;
const MAX_DEPTH = 64;
/** More than anybody reads; a file of nothing but mistakes must not fill the memory. */
const MOST_PROBLEMS = 200;
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** 1.2 core keeps dates, `no` and `1:30` as text. Equal keys are looked for here: the library's own search is quadratic. */
const OPTIONS = {
  version: '1.2',
  schema: 'core',
  uniqueKeys: false,
  prettyErrors: false,
  resolveKnownTags: false,
  stringKeys: true,
  strict: true,
  logLevel: 'error',
} as const;

/** Something wrong with a text, at its place. */
export interface Problem extends Span {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** Returns the tree of a YAML file (`root` null when there is none) and everything that is wrong with its text. Never throws. */
export function parseYaml(source: Source): { parsed: ParsedSource; diagnostics: Diagnostic[] } {
  const decoded = decode(source);
  const short = decoded.problems.length > 0 ? null : readPlain(decoded.text);
  const { root, problems } = short === null ? readWithLibrary(decoded.text, decoded.problems) : { root: short, problems: [] };
  const parsed: ParsedSource = { kind: source.kind, path: source.path, text: decoded.text, root };
  return {
    parsed,
    diagnostics: problems.map(({ start, end, code, message, help }) => ({
      ...rangeOf(parsed, { start, end }),
      code,
      message,
      help: help ?? null,
    })),
  };
}

/** Returns the tree as the library reads it, and everything that is wrong with the text; `known` is what was wrong before. */
export function readWithLibrary(text: string, known: readonly Problem[] = []): { root: Node | null; problems: Problem[] } {
  const problems = [...known];
  return { root: problems.length > 0 ? null : treeOf(text, problems), problems };
}

function treeOf(text: string, problems: Problem[]): Node | null {
  // The expression remembers where whoever used it before stopped.
  HIDDEN.lastIndex = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (problems.length === MOST_PROBLEMS) break;
    problems.push({
      start: match.index,
      end: match.index + match[0].length,
      code: 'yaml/hidden-character',
      message: `${nameOfCharacter(match[0])} hides what this line says`,
      help: 'delete the character; it is invisible in most editors',
    });
  }
  const documents = compose(text, problems);
  if (documents === null) return null;
  const document = documents[0];
  if (document === undefined || document.contents === null || (isScalar(document.contents) && document.contents.source === '')) {
    if (problems.length === 0) {
      problems.push({ start: 0, end: 0, code: 'yaml/empty', message: 'the file is empty', help: 'a file begins with `handoff: 1`' });
    }
    return null;
  }
  if (documents.length > 1) {
    const start = documents[1].range[0];
    problems.push({
      start,
      end: Math.min(start + 3, text.length),
      code: 'yaml/several-documents',
      message: 'a second YAML document begins here, and would not be read',
      help: 'one file holds one document: move the second to a file of its own, or delete the line `---`',
    });
  }
  // Tags are found again on the way through the tree, where more than one thing may be wrong.
  const syntax = documents.flatMap((one) => [...one.errors, ...one.warnings]).filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  if (syntax.length > 0) {
    const { tabs, before } = tabsIn(text, syntax);
    const stray = strayIndentation(text, before);
    const told = stray === null ? [...before.map((error) => syntaxProblem(text, error)), ...tabs] : [stray];
    problems.push(...told.slice(0, MOST_PROBLEMS));
    // What was understood of a broken text would only bring follow-up errors.
    return null;
  }
  return visit(document.contents, text, problems, 0);
}

/** Runs lexer, parser and composer together; null when a limit stopped them, which is then in `problems`. */
function compose(text: string, problems: Problem[]): Document.Parsed[] | null {
  const lexer = new Lexer();
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const documents: Document.Parsed[] = [];
  const stop = (code: string, message: string, help: string, length = 1) => {
    problems.push({ start: parser.offset, end: Math.min(text.length, parser.offset + length), code, message, help });
    return null;
  };
  let tokens = 0;
  let scalarFollows = false;
  for (const lexeme of lexer.lex(text)) {
    if (++tokens > MAX_TOKENS) {
      const start = Math.min(plainUntil(text), text.length - 1);
      const message = `a file of more than ${MAX_TOKENS} tokens must be plain YAML throughout, and here it is not`;
      const help =
        'look for a slip in this line or the one above: a key twice, a tab, a bracket left open, an indentation; or split the file';
      problems.push({ start, end: start + 1, code: 'yaml/too-large', message, help });
      return null;
    }
    if (lexeme.charCodeAt(0) === 0x25 /* % */ && !scalarFollows) {
      return stop('yaml/directive', `YAML directives are not read: ${lexeme.trimEnd()}`, 'delete the line', lexeme.length);
    }
    scalarFollows = lexeme === '\u{1f}';
    for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
    // The library's stack holds the document and everything that is open in it.
    if (parser.stack.length > MAX_DEPTH + 1) {
      return stop('yaml/too-deep', `this is nested more than ${MAX_DEPTH} deep`, 'no file of handoff needs more than ten levels');
    }
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(true, text.length));
  return documents;
}

/** What the library says where its words help nobody, in words that do. */
const SYNTAX: Partial<Record<YAMLError['code'], readonly [message: string, help?: string]>> = {
  TAB_AS_INDENT: ['a tab is no indentation in YAML', 'indent with spaces'],
  BAD_INDENT: ['this line is indented differently from its neighbours', 'begin keys of one map in one column'],
  MISSING_CHAR: ['something is missing here: a closing quote, bracket or brace, or the space after a colon'],
  MULTILINE_IMPLICIT_KEY: ['a key must be on one line', 'is the colon of this line, or the end of the line before it, missing?'],
  BLOCK_AS_IMPLICIT_KEY: ['a map cannot begin inside a value', 'put a value that holds `: ` in quotes'],
  UNEXPECTED_TOKEN: ['this does not belong here', 'look for a missing quote, bracket, brace or colon on this line or the line before'],
  KEY_OVER_1024_CHARS: ['a key of more than 1024 characters is surely no key'],
  NON_STRING_KEY: ['a key must be text', 'a list or a map cannot be a key; put text that begins with `[` or `{` in quotes'],
  BAD_ALIAS: ['aliases (`*name`) are not read', 'put text that begins with `*` in quotes'],
  MULTIPLE_ANCHORS: ['anchors (`&name`) are not read', 'put text that begins with `&` in quotes'],
};

/** The library has one code for two faults that look alike to it and not to people. */
const UNCLOSED = ['a `{` or `[` above is not closed', 'close it, or indent the lines that belong to it'] as const;

function syntaxProblem(text: string, error: YAMLError): Problem {
  const [start, rawEnd] = error.pos;
  const unclosed = error.code === 'BAD_INDENT' && error.message.startsWith('Flow');
  const [message, help] = unclosed ? UNCLOSED : (SYNTAX[error.code] ?? []);
  // The library marks up to the end of the document; one line is enough to find it.
  const lineEnd = text.indexOf('\n', start);
  const end = Math.max(start, Math.min(rawEnd, lineEnd === -1 ? text.length : lineEnd));
  const code = error.code === 'TAB_AS_INDENT' ? 'yaml/tab' : 'yaml/syntax';
  return { start, end, code, message: message ?? lowerFirst(error.message), ...(help && { help }) };
}

/**
 * Returns the indentations with a tab that made the library stumble, and what it said before the first of them: all that it says from there on
 * only follows, and is told of whatever stands there rather than of the tab.
 */
function tabsIn(text: string, syntax: readonly YAMLError[]): { tabs: Problem[]; before: readonly YAMLError[] } {
  const all = [...text.matchAll(/^ *(\t[ \t]*)[^\s#]/gm)].map((match) => ({
    line: match.index,
    start: match.index + match[0].indexOf('\t'),
    end: match.index + match[0].length - 1,
    after: text.indexOf('\n', match.index) + 1 || text.length + 1,
  }));
  // In text over several lines a tab does no harm: only where the library complains of its line, or of the one that it ends, is it to blame.
  const first = all.findIndex(({ line, after }) => {
    const above = text.lastIndexOf('\n', line - 2) + 1;
    return syntax.some(({ pos }) => pos[0] >= above && pos[0] < after);
  });
  if (first === -1) return { tabs: [], before: syntax };
  const above = text.lastIndexOf('\n', all[first].line - 2) + 1;
  const [message, help] = SYNTAX.TAB_AS_INDENT!;
  const tabs = all.slice(first).map(({ start, end }) => ({ start, end, code: 'yaml/tab', message, help }));
  return { tabs, before: syntax.filter(({ pos }) => pos[0] < above) };
}

/** A line that is a key with a value of its own on it, or a key alone. */
const KEY_LINE = /^( *(?:- +)?)[\w.-]+:(?: +(\S.*)|\s*)$/;

/**
 * Returns the slip that the library stumbles over first, where it is a key that is indented deeper than the one before it, which has its value already:
 * to YAML that is a value over several lines, and all that the library says of it, and from there on, is of colons and quotes. Null when it is none.
 */
function strayIndentation(text: string, syntax: readonly YAMLError[]): Problem | null {
  if (syntax.length === 0) return null;
  const first = Math.min(...syntax.map(({ pos }) => pos[0]));
  const above = text.lastIndexOf('\n', first - 1) + 1;
  const lines = text.slice(above).split('\n');
  const next = lines.findIndex((line, index) => index > 0 && line.trim() !== '' && !line.trimStart().startsWith('#'));
  if (next === -1) return null;
  const upper = KEY_LINE.exec(lines[0].trimEnd());
  const lower = KEY_LINE.exec(lines[next].trimEnd());
  // A value that may go on over lines is no slip: `|`, `>`, an open bracket, brace or quote.
  if (upper?.[2] === undefined || lower === null || /^[|>[{"']/.test(upper[2])) return null;
  const [over, under] = [upper[1].length, lower[1].length];
  if (under <= over) return null;
  const start = above + lines.slice(0, next).join('\n').length + 1;
  const number = text.slice(0, above).split('\n').length;
  return {
    start,
    end: start + under,
    code: 'yaml/syntax',
    message: `this line is indented by ${under}, and line ${number}, whose value is complete, by ${over}`,
    help: 'begin keys of one map in one column',
  };
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** Builds the tree and refuses what must not be in it. The depth is already known to be small. */
function visit(node: ParsedNode | null, text: string, problems: Problem[], at: number): Node {
  if (node === null) return { start: at, end: at, value: null };
  const [start, end] = node.range;
  if (problems.length > MOST_PROBLEMS) return { start, end, value: undefined };
  const refuse = (code: string, message: string, help: string) => problems.push({ start, end, code, message, help });
  if (isAlias(node)) {
    // Each name once: a bomb has thousands.
    if (!problems.some(({ code, message }) => code === 'yaml/alias' && message.endsWith(`: *${node.source}`)))
      refuse('yaml/alias', `aliases are not read: *${node.source}`, 'write the value again, or put text that begins with `*` in quotes');
    return { start, end, value: undefined };
  }
  // What stands before a value is not in its range.
  if (node.anchor !== undefined) {
    const span = before(text, start, '&');
    const help = 'delete it, or put text that begins with `&` in quotes';
    problems.push({ ...span, code: 'yaml/anchor', message: `anchors are not read: &${node.anchor}`, help });
  }
  if (node.tag !== undefined) {
    const span = before(text, start, '!');
    const help = 'delete it, or put text that begins with `!` in quotes';
    problems.push({ ...span, code: 'yaml/tag', message: `tags are not read: ${text.slice(span.start, span.end)}`, help });
  }
  if (isMap(node)) return visitMap(node.items, { start, end }, text, problems);
  if (isSeq(node)) {
    const items = (node.items as (ParsedNode | null)[]).map((item) => visit(item, text, problems, start));
    return { start, end, value: items.map(({ value }) => value), items };
  }
  const value: unknown = node.value;
  if (typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)) {
    refuse('yaml/number', `${node.source} is not a number that can be counted with`, 'put it in quotes if it is text');
  } else if (typeof value === 'string' && node.type === 'QUOTE_DOUBLE' && text.slice(start, end).includes('\\')) {
    const hidden = value.match(HIDDEN)?.[0] ?? /\p{Surrogate}/u.exec(value)?.[0];
    if (hidden !== undefined) refuse('yaml/hidden-character', `${nameOfCharacter(hidden)} hides what this text says`, 'leave it out');
  }
  return { start, end, value: typeof value === 'bigint' ? Number(value) : value };
}

/** Returns the span of the anchor or tag before a value. */
function before(text: string, start: number, sign: '&' | '!'): Span {
  const from = text.lastIndexOf(sign, start);
  // `!!str` begins with two.
  const begin = sign === '!' && text[from - 1] === '!' ? from - 1 : from;
  const [token] = /^\S*/.exec(text.slice(begin, start)) ?? [''];
  return begin === -1 ? { start, end: start } : { start: begin, end: begin + Math.max(1, token.length) };
}

interface MapItem {
  key: ParsedNode;
  value: ParsedNode | null;
}

function visitMap(pairs: readonly MapItem[], span: Span, text: string, problems: Problem[]): Node {
  const value = Object.create(null) as Record<string, unknown>;
  const entries = new Map<string, { key: Span; node: Node }>();
  for (const pair of pairs) {
    const { value: name } = visit(pair.key, text, problems, span.start);
    const key = { start: pair.key.range[0], end: pair.key.range[1] };
    const node = visit(pair.value, text, problems, key.end);
    const refuse = (code: string, message: string, help: string) => problems.push({ ...key, code, message, help });
    if (typeof name !== 'string') continue;
    if (RESERVED.has(name)) refuse('yaml/reserved-key', `'${name}' cannot be a key`, 'choose another name');
    else if (name === '<<') refuse('yaml/merge-key', 'merge keys are not read: <<', 'write the keys out');
    else if (entries.has(name)) refuse('yaml/duplicate-key', `the key '${name}' is there twice`, 'keep one of the two');
    else {
      entries.set(name, { key, node });
      // `x-` keys are anyone's: they are looked at for safety and left out of what the schemas see.
      if (!name.startsWith('x-')) value[name] = node.value;
    }
  }
  return { ...span, value, entries };
}
