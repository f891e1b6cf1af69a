// Loaded into the program by scripts/pictures.mjs and page-story.mjs: a clock that stands still at a chosen moment, or goes from there
// so many times as fast as a real one, and an output that is a terminal of so many columns. Everything else is the program as it is.
const {
  SCALEOUT_PICTURE_MOMENT: moment,
  SCALEOUT_PICTURE_SPEED: speed = '0',
  SCALEOUT_PICTURE_COLUMNS: columns,
} = process.env;
const RealDate = Date;
const start = RealDate.parse(moment);
const now = () => start + Math.round(performance.now() * Number(speed));

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};

process.stdout.isTTY = true;
process.stdout.columns = Number(columns);
