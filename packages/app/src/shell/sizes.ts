/** Pixels. */
export const sideBarWidth = 232;
export const railWidth = 57;
export const bottomBarHeight = 56;
