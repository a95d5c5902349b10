import { Modal } from 'antd';
import { useEffect, useState, type ComponentProps } from 'react';

/** A dialog that is there as long as it is open. It keeps the focus while it is open, and gives it back to where it came from. */
export function Dialog(props: Omit<ComponentProps<typeof Modal>, 'open'>) {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => {
    if (before instanceof HTMLElement) {
      // The library takes its own frame away first.
      window.setTimeout(() => before.focus());
    }
  }, [before]);
  return <Modal open focusable={{ trap: true, focusTriggerAfterClose: false }} {...props} />;
}
