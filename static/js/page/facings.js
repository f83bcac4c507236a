/** Sides of a device, which mean the same on every one; the id of a camera means nothing elsewhere. */
export const FACINGS = ['user', 'environment'];
