// Reads the code in a picture with jsQR, a decoder that shares nothing with zxing. Width and height are arguments, the
// pixels (red, green, blue, opacity) come on standard input; the text goes to standard output.
import { readFileSync } from "node:fs";
import jsqr from "jsqr";

const [width, height] = process.argv.slice(2).map(Number);
process.stdout.write(jsqr.default(new Uint8ClampedArray(readFileSync(0)), width, height)?.data ?? "");
