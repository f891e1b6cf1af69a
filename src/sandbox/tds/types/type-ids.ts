/** Type bytes of MS-TDS 2.2.5.4, those that may be null in variable length first. */
export const typeId = {
  guid: 0x24,
  intN: 0x26,
  dateN: 0x28,
  timeN: 0x29,
  datetime2N: 0x2a,
  datetimeOffsetN: 0x2b,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  xml: 0xf1,
  image: 0x22,
  text: 0x23,
  ntext: 0x63,
  variant: 0x62,
  null: 0x1f,
  tinyint: 0x30,
  bit: 0x32,
  smallint: 0x34,
  int: 0x38,
  smalldatetime: 0x3a,
  real: 0x3b,
  money: 0x3c,
  datetime: 0x3d,
  float: 0x3e,
  smallmoney: 0x7a,
  bigint: 0x7f,
} as const;

/** SQL_Latin1_General_CP1_CI_AS: locale 0x0409, ignoring case, kana and width, sort order 52. */
export const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

/** The length that stands for `max` in a type, and for NULL in a value. */
export const unlimited = 0xffff;

/** The most bytes that a type other than `max` has. */
export const longestBytes = 8000;
