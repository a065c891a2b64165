import { HumanDuration } from '@backstage/types';

export interface Config {
  restarts?: {
    /**
     * How long after a server was last heard of another one takes over the restarts that it followed; by default 10 s. At
     * least 1 s.
     */
    takeOver?: string | HumanDuration;
  };
}
