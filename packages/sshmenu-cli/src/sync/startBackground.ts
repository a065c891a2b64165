/** placeholder */
export function startBackground(): void {}
