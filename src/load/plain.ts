/**
 * The short way through plain YAML. The files that people write use little of the language: block maps and lists, flow collections, scalars on one
 * line, comments. Such text is read here directly, into the very tree that the library would give; at the first sign of anything else (an anchor, a
 * tag, a tab, a scalar over several lines, two equal keys, an indentation that does not fit, …) the answer is null and the library decides.
 * Nothing is ever refused here, so no mistake can be told in two ways; but a file of more than 100,000 tokens is read here or not at all.
 *
 * Why not the library alone: reading is the largest part of a check, and it is done once, cold. Measured for 57 KB of capacity (300 bookings):
 * 149 ms through the library, 14 ms here (medians of nine fresh processes). `plain.test.ts` compares both on every fixture, on mutations of them, and on the YAML test suite.
 */
import { HIDDEN } from './hidden.ts';
import type { Node, Span } from './source.ts';

/** A queue of 10,000 bookings, which the library would take seconds for and is not asked to (`yaml.ts`); only its limit has to be told. */
const MAX_NODES = 250_000;
const MAX_DEPTH = 30;

/** Thrown, and caught below: the text is not plain. */
const NOT_PLAIN = new Error('not plain');

const RESERVED = new Set(['__proto__', 'constructor', 'prototype', '<<']);
/** What the core schema reads as something other than text; simple numbers are told apart before. */
const NOT_TEXT =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;
const SIMPLE_NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?$/;
const WORDS: Readonly<Record<string, unknown>> = { null: null, true: true, false: false };

const NEWLINE = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/** Returns the tree of a text in plain YAML, or null when the library has to read it. Never throws. */
export function readPlain(text: string): Node | null {
  const read = readUntil(text);
  return typeof read === 'number' ? null : read;
}

/** Returns where a text that is not plain stops being so, as an offset near what the library has to read. Never throws. */
export function plainUntil(text: string): number {
  const read = readUntil(text);
  return typeof read === 'number' ? read : text.length;
}

function readUntil(text: string): Node | number {
  HIDDEN.lastIndex = 0;
  const odd = /[\t\r]/.exec(text) ?? HIDDEN.exec(text);
  if (odd !== null) return odd.index;
  const reader = new Reader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error === NOT_PLAIN) return reader.at;
    throw error;
  }
}

/** A place in the text that moves forward. `at` is always at a line's first character that is no space, or inside a line. */
class Reader {
  at = 0;
  private nodes = 0;
  /** Where the line of the last value ends, with its line break and the deeper comments below it: block collections end there. */
  private ended = 0;
  /** The deepest column of the other comments after the last value; -1 where there are none, or where a block has taken them. */
  private loose = -1;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Node {
    this.nextLine(null);
    if (this.at >= this.text.length || this.column() !== 0) throw NOT_PLAIN;
    const root = this.block(0, 0);
    if (this.at < this.text.length) throw NOT_PLAIN;
    return root;
  }

  /** Reads a block map or list whose first entry begins here, in column `indent`. */
  private block(indent: number, depth: number): Node {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    return this.isDash() ? this.blockList(indent, depth) : this.blockMap(indent, depth);
  }

  private blockMap(indent: number, depth: number): Node {
    const start = this.at;
    const value = Object.create(null) as Record<string, unknown>;
    const entries = new Map<string, { key: Span; node: Node }>();
    let end = start;
    do {
      const { name, key } = this.key(false);
      if (entries.has(name)) throw NOT_PLAIN;
      const node = this.entryValue(indent, depth, true);
      end = this.ended;
      entries.set(name, { key, node });
      if (!name.startsWith('x-')) value[name] = node.value;
    } while (this.at < this.text.length && this.column() === indent && !this.isDash());
    this.close(indent);
    return { start, end, value, entries };
  }

  private blockList(indent: number, depth: number): Node {
    const start = this.at;
    const items: Node[] = [];
    let end = start;
    do {
      this.at++;
      items.push(this.entryValue(indent, depth, false));
      end = this.ended;
    } while (this.at < this.text.length && this.column() === indent && this.isDash());
    this.close(indent);
    return { start, end, value: items.map((item) => item.value), items };
  }

  /**
   * Gives a block that ends here its loose comments, when one of them is as deep as it is: what holds the block then ends behind them. Else they are
   * left to what holds it. So the library does; its first column never takes any.
   */
  private close(indent: number): void {
    if (indent === 0 || this.loose < indent) return;
    this.ended = this.at;
    this.loose = -1;
  }

  /** Reads what stands after `key:` or `-`, and moves to the next line that says anything. */
  private entryValue(indent: number, depth: number, inMap: boolean): Node {
    this.spaces();
    const code = this.code();
    if (Number.isNaN(code) || code === NEWLINE || code === HASH) {
      this.endOfLine(null);
      const column = this.column();
      const nested = column > indent || (inMap && column === indent && this.isDash());
      // A key without a value is null, and where null stands the library knows better.
      if (this.at >= this.text.length || !nested) throw NOT_PLAIN;
      return this.block(column, depth + 1);
    }
    if (!inMap && (this.isDash() || this.isKey())) return this.block(this.column(), depth + 1);
    const node = this.inline(indent, depth + 1);
    this.endOfLine(indent);
    // A deeper line would go on with the scalar, or be out of place.
    if (this.at < this.text.length && this.column() > indent) throw NOT_PLAIN;
    return node;
  }

  /** Reads a scalar or a flow collection in a block. */
  private inline(indent: number, depth: number): Node {
    const code = this.code();
    if (code === OPEN_MAP || code === OPEN_LIST) return this.flow(indent, depth);
    return this.scalar(false);
  }

  private flow(indent: number, depth: number): Node {
    if (depth > MAX_DEPTH || ++this.nodes > MAX_NODES) throw NOT_PLAIN;
    const start = this.at;
    const isMap = this.code() === OPEN_MAP;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const value = Object.create(null) as Record<string, unknown>;
    const entries = new Map<string, { key: Span; node: Node }>();
    const items: Node[] = [];
    this.at++;
    this.flowSpace(indent);
    while (this.code() !== close) {
      if (isMap) {
        const { name, key } = this.key(true);
        if (entries.has(name)) throw NOT_PLAIN;
        this.flowSpace(indent);
        const node = this.flowValue(indent, depth);
        entries.set(name, { key, node });
        if (!name.startsWith('x-')) value[name] = node.value;
      } else {
        items.push(this.flowValue(indent, depth));
      }
      this.flowSpace(indent);
      const next = this.code();
      if (next === COMMA) {
        this.at++;
        this.flowSpace(indent);
        if (this.code() === close) throw NOT_PLAIN;
      } else if (next !== close) {
        throw NOT_PLAIN;
      }
    }
    const end = ++this.at;
    return isMap ? { start, end, value, entries } : { start, end, value: items.map((item) => item.value), items };
  }

  private flowValue(indent: number, depth: number): Node {
    const code = this.code();
    return code === OPEN_MAP || code === OPEN_LIST ? this.flow(indent, depth + 1) : this.scalar(true);
  }

  /** Reads a key and its colon. */
  private key(inFlow: boolean): { name: string; key: Span } {
    const node = this.scalar(inFlow, true);
    const name = node.value;
    if (typeof name !== 'string' || name === '' || RESERVED.has(name) || name.length > 200 || this.code() !== COLON) throw NOT_PLAIN;
    this.at++;
    const next = this.code();
    if (!Number.isNaN(next) && next !== SPACE && next !== NEWLINE) throw NOT_PLAIN;
    return { name, key: { start: node.start, end: node.end } };
  }

  /** Whether a key begins here: a scalar on this line with a colon after it. */
  private isKey(): boolean {
    const code = this.code();
    if (code === OPEN_MAP || code === OPEN_LIST) return false;
    const { at, nodes } = this;
    this.scalar(false, true);
    const found = this.code() === COLON;
    this.at = at;
    this.nodes = nodes;
    return found;
  }

  /** Reads a scalar on one line; a plain one ends before `: `, ` #`, and in flow collections before their signs. */
  private scalar(inFlow: boolean, isKey = false): Node {
    if (++this.nodes > MAX_NODES) throw NOT_PLAIN;
    const { text } = this;
    const start = this.at;
    const first = this.code();
    if (first === QUOTE || first === APOSTROPHE) {
      for (this.at++; this.code() !== first; this.at++) {
        const code = this.code();
        if (Number.isNaN(code) || code === NEWLINE || (code === BACKSLASH && first === QUOTE)) throw NOT_PLAIN;
      }
      this.at++;
      // `''` in single quotes is an apostrophe; whatever else touches a closing quote is not plain either, but for the colon after a key.
      const after = this.code();
      const ends = Number.isNaN(after) || after === SPACE || after === NEWLINE || (isKey && after === COLON);
      if (!ends && !(inFlow && (after === COMMA || after === CLOSE_LIST || after === CLOSE_MAP))) throw NOT_PLAIN;
      const value = text.slice(start + 1, this.at - 1);
      return { start, end: this.at, value };
    }
    if (!this.mayBegin(first)) throw NOT_PLAIN;
    let end = start;
    for (; ; this.at++) {
      const code = this.code();
      if (Number.isNaN(code) || code === NEWLINE) break;
      if (code === COLON) {
        const next = text.charCodeAt(this.at + 1);
        const ends = Number.isNaN(next) || next === SPACE || next === NEWLINE;
        if (ends && isKey) break;
        if (ends || (inFlow && isFlowSign(next))) throw NOT_PLAIN;
      } else if (code === HASH && text.charCodeAt(this.at - 1) === SPACE) {
        break;
      } else if (inFlow && isFlowSign(code)) {
        break;
      }
      if (code !== SPACE) end = this.at + 1;
    }
    this.at = end;
    return { start, end, value: valueOf(text.slice(start, end)) };
  }

  /** Whether a plain scalar may begin with a character: no sign of YAML's, and a dash only before a letter or digit. */
  private mayBegin(code: number): boolean {
    if (code === DASH) return /[\w.]/.test(this.text.charAt(this.at + 1)) && this.text.charCodeAt(this.at + 1) !== DASH;
    return !Number.isNaN(code) && code !== NEWLINE && !'?:,[]{}#&*!|>\'"%@`'.includes(String.fromCharCode(code));
  }

  private code(): number {
    return this.text.charCodeAt(this.at);
  }

  private isDash(): boolean {
    if (this.code() !== DASH) return false;
    const next = this.text.charCodeAt(this.at + 1);
    return Number.isNaN(next) || next === SPACE || next === NEWLINE;
  }

  private spaces(): void {
    while (this.code() === SPACE) this.at++;
  }

  private column(): number {
    return this.at - (this.text.lastIndexOf('\n', this.at - 1) + 1);
  }

  /** Passes spaces, line breaks and comments inside a flow collection; its lines stand deeper than the block that it is in. */
  private flowSpace(indent: number): void {
    const from = this.at;
    this.spaces();
    while (this.code() === NEWLINE || (this.code() === HASH && (this.at > from || this.text.charCodeAt(this.at - 1) === SPACE))) {
      if (this.code() === HASH) this.toNewline();
      if (Number.isNaN(this.code())) throw NOT_PLAIN;
      this.at++;
      this.spaces();
      if (this.code() !== NEWLINE && this.code() !== HASH && this.column() <= indent) throw NOT_PLAIN;
    }
    if (Number.isNaN(this.code()) || this.code() === HASH) throw NOT_PLAIN;
  }

  private toNewline(): void {
    const next = this.text.indexOf('\n', this.at);
    this.at = next < 0 ? this.text.length : next;
  }

  /** Passes the rest of a line, which may only be a comment, and goes to the next line that says anything. `indent` is that of the value's block. */
  private endOfLine(indent: number | null): void {
    const from = this.at;
    this.spaces();
    const code = this.code();
    if (code === HASH && (this.at > from || this.text.charCodeAt(this.at - 1) === SPACE)) this.toNewline();
    else if (!Number.isNaN(code) && code !== NEWLINE) throw NOT_PLAIN;
    this.ended = Math.min(this.text.length, this.at + 1);
    this.nextLine(indent);
  }

  /**
   * Goes to the first character of the next line that is neither empty nor a comment. Comments deeper than the block of the value above belong to that
   * value, up to the first that is not; that one and all after it are loose. Without a value above (null) they belong to nothing.
   */
  private nextLine(indent: number | null): void {
    this.loose = -1;
    for (;;) {
      this.spaces();
      const code = this.code();
      if (code !== HASH && code !== NEWLINE) break;
      const column = code === HASH ? this.column() : null;
      this.toNewline();
      if (this.at < this.text.length) this.at++;
      if (column === null || indent === null) continue;
      if (this.loose < 0 && column > indent) this.ended = this.at;
      else this.loose = Math.max(this.loose, column);
    }
    const column = this.at < this.text.length ? this.column() : 0;
    const marker = column === 0 ? this.text.slice(this.at, this.at + 3) : '';
    if (marker === '---' || marker === '...' || marker.startsWith('%')) throw NOT_PLAIN;
  }
}

function isFlowSign(code: number): boolean {
  return code === COMMA || code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_MAP || code === CLOSE_MAP;
}

function valueOf(source: string): unknown {
  if (!NOT_TEXT.test(source)) return source;
  if (Object.hasOwn(WORDS, source)) return WORDS[source];
  if (SIMPLE_NUMBER.test(source)) return Number(source);
  throw NOT_PLAIN;
}
