/**
 * Redirects to the page in the visitor's language if no server can choose it. Runs before the page is parsed; its
 * element holds the address in each language.
 */

const {dataset} = /** @type {HTMLScriptElement} */ (document.currentScript);
const wishes = [new URLSearchParams(location.search).get('lang'), ...navigator.languages];
const tags = wishes.map((wish) => wish?.split('-')[0].toLowerCase() ?? '');
const tag = tags.find((name) => name in dataset);

if (tag && tag !== document.documentElement.lang) location.replace(dataset[tag] + location.search + location.hash);
