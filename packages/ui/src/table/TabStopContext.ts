import { createContext, useContext } from 'react';

/** Whether details such as times and short names take part in the order of the Tab key; in a table only those of the active row do. */
export const TabStopContext = createContext(true);

export function useTabStop(): 0 | -1 {
  return useContext(TabStopContext) ? 0 : -1;
}
