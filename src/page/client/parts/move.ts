/**
 * Arrow keys within lists of links that stand beside or below each other: left and right by one, up and down by a row, from one list
 * into the next of the same container. Home and End lead to the first and the last.
 */
export function moveWithArrows(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const link = (event.target as Element).closest('a');
  const list = link?.closest('ul');
  if (link === null || link === undefined || list === null || list === undefined) return;
  const container = event.currentTarget as Element;
  const lists = container.matches('ul') ? [list] : [...container.querySelectorAll('ul')];
  const next = nextLink(event.key, link, list, lists);
  if (next === undefined) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function nextLink(
  key: string,
  link: HTMLAnchorElement,
  list: Element,
  lists: readonly Element[],
): HTMLAnchorElement | undefined {
  const all = lists.flatMap(linksOf);
  const at = all.indexOf(link);
  const own = linksOf(list);
  const place = own.indexOf(link);
  const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
  const column = place % columns;
  switch (key) {
    case 'ArrowRight':
      return all[at + 1];
    case 'ArrowLeft':
      return all[at - 1];
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    case 'ArrowDown': {
      const below = own[place + columns];
      if (below !== undefined) return below;
      // The last row of a list may be shorter than the one above it.
      if (Math.floor(place / columns) < Math.floor((own.length - 1) / columns)) return own.at(-1);
      const links = linksOf(lists[lists.indexOf(list) + 1]);
      return links[Math.min(column, links.length - 1)];
    }
    case 'ArrowUp': {
      if (place >= columns) return own[place - columns];
      const links = linksOf(lists[lists.indexOf(list) - 1]);
      const lastRow = Math.floor((links.length - 1) / columns) * columns;
      return links[Math.min(lastRow + column, links.length - 1)];
    }
    default:
      return undefined;
  }
}

function linksOf(list: Element | undefined): readonly HTMLAnchorElement[] {
  return list === undefined ? [] : [...list.querySelectorAll('a')];
}
