// A process that appends lines to a history.
//   node appending-process.mjs URL-OF-THE-MODULE FILE NAME COUNT LENGTH
const [module, file, name, count, length] = process.argv.slice(2);
const { appendLine, lastNumber } = await import(module);
for (let index = 0; index < Number(count); index += 1) {
  await appendLine(file, async () =>
    JSON.stringify({
      type: 'begin',
      number: (await lastNumber(file)) + 1,
      name,
      index,
      filling: name.repeat(Number(length)),
    }),
  );
}
