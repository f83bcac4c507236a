/** How long the browser has to begin the download. */
const RELEASE_MS = 60_000;

/**
 * Saves a file on the visitor's device.
 * @param {Blob} content
 * @param {string} name
 */
export function saveFile(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_MS);
}

/**
 * @param {string} extension
 * @param {string} [subject]
 * @returns {string} A name with the time, which sorts by it: `faces-2026-03-01-14-05-09.json`.
 */
export function nameFile(extension, subject = 'faces') {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return `${subject}-${local.toISOString().slice(0, 19).replace(/[T:]/g, '-')}.${extension}`;
}
