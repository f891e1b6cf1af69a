import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/**
 * A modal dialog of the browser itself: the rest of the page is inert, Escape closes it, and the focus goes back to what opened it. It
 * is open as long as it is there. While it is `busy` it stays, for nobody should miss what became of it.
 */
export function Dialog({
  title,
  busy = false,
  onClose,
  children,
}: {
  readonly title: string;
  readonly busy?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const label = useId();
  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      // What opened it may be gone since: a plan that is approved waits no more.
      const back = opener?.isConnected === true && opener !== document.body ? opener : document.getElementById('main');
      if (back instanceof HTMLElement) back.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={label}
      onCancel={(event) => {
        if (busy) event.preventDefault();
      }}
      onClose={onClose}
    >
      <h2 id={label}>{title}</h2>
      {children}
    </dialog>
  );
}
