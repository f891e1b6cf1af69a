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
effect(() => {
  const role = session.value?.role ?? null;
  if (role === null) return stopListening();
  const { topology } = address.value;
  // Of one topology alone there is no list to choose from.
  const only = topologies.value?.length === 1 ? topologies.value[0]?.name : undefined;
  listen(topology ?? only);
});
render(<Shell />, document.getElementById('page') ?? document.body);
void start();
