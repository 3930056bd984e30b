/** A number as cdktf finds it in a text. */
const numberInText = /[-|\d.+]+e[-|\d.eE+]+/g;

/** The first 16 bits of a number that cdktf reads as one of its tokens. */
const tokenBits = 0xfdff;

/**
 * Returns the part of a stack's name that cdktf reads as one of its tokens, such as `-82e297`; `undefined` if there is
 * none. cdktf encodes a token as a number, and searches every text for such numbers. It fails for an unknown token.
 * `constructs/hidden-values.ts` hides all other texts from cdktf, but a stack needs its name.
 */
export function encodedNumberIn(stackName: string): string | undefined {
  // A longer name is invalid, and the search could take quadratic time.
  if (stackName.length > 255) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  return stackName.match(numberInText)?.find((number) => {
    view.setFloat64(0, parseFloat(number));
    return view.getUint16(0) === tokenBits;
  });
}
