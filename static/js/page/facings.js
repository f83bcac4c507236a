/** Sides of a device, valid on every device; the id of a camera is only valid on one. */
export const FACINGS = ['user', 'environment'];
