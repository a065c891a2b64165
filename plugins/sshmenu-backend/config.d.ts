export interface Config {
  /** The SSH menu. */
  sshmenu?: {
    /** How many entries a list can have; 10000 by default. Machines keep all of a person's lists. */
    entriesPerList?: number;
  };
}
