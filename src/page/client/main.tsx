// src/page/client is what runs in the browser: the store keeps what the stream tells, address.ts what is shown of it, a view a file
// in views/, what several of them have in common in parts/. Foreign text becomes text nodes alone.

import { effect } from '@preact/signals';
import { render } from 'preact';
import { address, followAddress } from './address.js';
import { listen, start, stopListening } from './live.js';
import { rememberKeys, Shell } from './shell.js';
import { now, session, topologies } from './store.js';
import './style.css';

followAddress();
rememberKeys();
setInterval(() => {
  now.value = Date.now();
}, 1000);
const place = document.getElementById('page') ?? document.body;
// The server says with the page whether its viewer may look: the stream need not wait for the session then.
const isKnown = 'known' in place.dataset;
effect(() => {
  const mayLook = session.value === undefined ? isKnown : session.value.role !== null;
  if (!mayLook) return stopListening();
  const { topology } = address.value;
  // Of one topology alone there is no list to choose from.
  const only = topologies.value?.length === 1 ? topologies.value[0]?.name : undefined;
  listen(topology ?? only);
});
render(<Shell />, place);
void start();
