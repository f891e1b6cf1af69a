import { jsonText } from '../../text/printable.js';
import type { NotifyTarget } from '../../topology/topology.js';
import type { Notice } from './notice.js';

/** The most characters of a text: Slack cuts at 4,000, a message of Teams may have 28 KB. */
const mostCharacters = 3000;

/** What a webhook of that type is sent, as JSON. */
export function payload(type: NotifyTarget['type'], notice: Notice): string {
  switch (type) {
    case 'generic':
      return jsonText({ formatVersion: 1, ...notice });
    case 'slack':
      return jsonText({ text: slackText(notice) });
    case 'teams':
      return jsonText(teamsCard(notice));
  }
}

/** In Slack, <!channel> calls everybody: these three characters are how it would begin. */
function slackText({ title, lines }: Notice): string {
  const plain = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return shortened([plain(title), ...lines.map((line) => `• ${plain(oneLine(line))}`)]);
}

/** Runs of text, in which Teams reads no markup. `text` is for what shows no cards. */
function teamsCard({ title, lines }: Notice) {
  const shown = lines.map(oneLine);
  const text = shortened([title, ...shown]);
  const run = (content: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: content, ...more }],
  });
  return {
    type: 'message',
    text,
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.2',
          body: [
            run(title, { weight: 'Bolder' }),
            ...text
              .split('\n')
              .slice(1)
              .map((line) => run(line)),
          ],
        },
      },
    ],
  };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function shortened(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)} …`;
}
