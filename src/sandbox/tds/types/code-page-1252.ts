/*
 * Windows code page 1252, of the collation SQL_Latin1_General_CP1_CI_AS: ISO 8859-1 but for 0x80 to 0x9F.
 * https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WindowsBestFit/bestfit1252.txt
 */

/** The characters of 0x80 to 0x9F; the five unassigned bytes stand for the control character of the same number. */
const upperControls = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const byteOf = new Map([...upperControls].map((character, index) => [character.charCodeAt(0), 0x80 + index]));

const outsideLatin1 = /[\u0080-\u009f\u0100-\uffff]/;

/** A character outside the page becomes `?`, as in SQL Server; one of two code units becomes two of them. */
export function encode1252(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  if (outsideLatin1.test(text)) {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit > 0xff || (unit >= 0x80 && unit <= 0x9f)) {
        bytes[index] = byteOf.get(unit) ?? 0x3f;
      }
    }
  }
  return bytes;
}

export function decode1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (control) => {
    return upperControls.charAt(control.charCodeAt(0) - 0x80);
  });
}
