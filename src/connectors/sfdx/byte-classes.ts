/** Bytes that mean something in XML. */
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const DASH = 0x2d;
export const AMPERSAND = 0x26;
export const BRACKET = 0x5d;
export const SPACE = 0x20;
export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
/** First byte of U+F000 to U+FFFF in UTF-8: two of those are no XML characters. */
export const NEAR_NONCHARACTER = 0xef;

/**
 * 1 for bytes that can stand in the text of an element without a second look, given that the file is valid UTF-8: no
 * markup, no control character, no possible `]]>`, no possible U+FFFE or U+FFFF.
 */
export const PLAIN: Uint8Array = classOf(
  (byte) => byte >= SPACE && byte !== LESS && byte !== AMPERSAND && byte !== BRACKET && byte !== NEAR_NONCHARACTER,
);

/** 1 for ASCII letters, digits and `_`: the names of all elements of metadata are made of these. */
export const NAME_BYTE: Uint8Array = classOf((byte) => /\w/.test(String.fromCharCode(byte)));

/** 1 for bytes that may begin an element name. */
export const NAME_START: Uint8Array = classOf((byte) => /[A-Za-z_]/.test(String.fromCharCode(byte)));

function classOf(belongs: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (byte < 256 && belongs(byte) ? 1 : 0));
}
