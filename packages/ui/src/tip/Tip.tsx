import { cloneElement, useEffect, useId, useRef, useState } from 'react';
import type { FocusEvent, ReactElement, ReactNode, TouchEvent } from 'react';
import { OpenTip } from './OpenTip';

/** How long one looks before it is shown, and how long it waits for the pointer to reach it, in milliseconds. */
const ENTER = 300;
const ENTER_TOUCH = 700;
const LEAVE = 100;
const LEAVE_TOUCH = 1_500;

/**
 * Describes an element while it is pointed at, focused by key or held. For what a page shows many of: until then it costs
 * next to nothing, where MUI's tooltip is most of what drawing a cell costs.
 */
export function Tip(props: {
  /** A function where it takes work to write. */
  title: ReactNode | (() => ReactNode);
  /** Takes the attributes and handlers of an HTML element. */
  children: ReactElement;
}) {
  const { title, children } = props;
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (to: HTMLElement | undefined, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(to), after);
  };
  return (
    <>
      {cloneElement(children, {
        'aria-describedby': anchor && id,
        onMouseEnter: ({ currentTarget }: { currentTarget: HTMLElement }) =>
          change(currentTarget, ENTER),
        onMouseLeave: () => change(undefined, LEAVE),
        onFocus: ({ currentTarget }: FocusEvent<HTMLElement>) => {
          if (isFocusVisible(currentTarget)) change(currentTarget, ENTER);
        },
        onBlur: () => change(undefined, 0),
        onTouchStart: ({ currentTarget }: TouchEvent<HTMLElement>) =>
          change(currentTarget, ENTER_TOUCH),
        onTouchEnd: () => {
          if (anchor) change(undefined, LEAVE_TOUCH);
          else clearTimeout(timer.current);
        },
      })}
      {anchor && (
        <OpenTip
          id={id}
          anchor={anchor}
          title={typeof title === 'function' ? title() : title}
          onStay={() => clearTimeout(timer.current)}
          onClose={() => setAnchor(undefined)}
        />
      )}
    </>
  );
}

function isFocusVisible(element: Element): boolean {
  try {
    return element.matches(':focus-visible');
  } catch {
    // A browser that does not know the word.
    return true;
  }
}
