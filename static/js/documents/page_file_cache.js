/**
 * Addresses of page images and words, and their removal from the browser's HTTP cache.
 * Browsers keep them for a year, so a withdrawn document must be overwritten there.
 */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { pageMeetingId } from "../base/page_context.js";

/** Many tablets forget together; each begins within this time. */
const SPREAD_MS = 2000;
/** @type {RequestInit} */
const OVERWRITE_REQUEST = { cache: "reload", headers: { "Kiosk-Forget": "1" } };
const PAGE_FILE = /\/documents\/(\d+)\/(images|words)\//;

/** Where it is written down which pages this device has loaded for its holder. */
const LIST_KEY = "kiosk-loaded";
/** Upper limit of listed pages; beyond it the oldest are dropped. */
const MAX_LISTED = 4000;
/** So many are overwritten at the same time. */
const PARALLEL_REQUESTS = 4;

/** What the browser has loaded, by document. @type {Map<number, Set<string>>} */
const loaded = new Map();
/** Papers whose pictures from before are the wrong ones. @type {Set<number>} */
const bypassed = new Set();

/**
 * @param {number} document
 * @param {string} sha
 */
export function imageAddress(document, sha) {
  const image = addresses.documentsReadingImage(pageMeetingId(), document, sha);
  return bypassed.has(document) ? `${image}?anew` : image;
}

/**
 * @param {number} document
 * @param {string} sha
 */
export function wordsAddress(document, sha) {
  return addresses.documentsReadingWords(pageMeetingId(), document, sha);
}

/** Record which document files the browser loads, from the start of the page. */
export function trackLoadedFiles() {
  const observer = new PerformanceObserver((list) => {
    const urls = list.getEntries().map(({ name }) => name);
    for (const url of urls) recordUrl(url);
    appendToList(urls.filter(documentIdIn));
  });
  observer.observe({ type: "resource", buffered: true });
}

/**
 * @param {string} url
 * @returns {number} the document of an image or words file; 0: none
 */
export function documentIdIn(url) {
  return Number(PAGE_FILE.exec(url)?.[1] ?? 0);
}

/** @param {string} url */
function recordUrl(url) {
  const document = documentIdIn(url);
  if (!document) return;
  loaded.set(document, (loaded.get(document) ?? new Set()).add(url));
}

/** @returns {string[]} what was written down on this page and those before it */
function readList() {
  try {
    return JSON.parse(localStorage.getItem(LIST_KEY) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string[]} urls */
function appendToList(urls) {
  if (!urls.length) return;
  const paths = urls.map((url) => {
    const { pathname, search } = new URL(url);
    return pathname + search;
  });
  const all = [...new Set([...readList(), ...paths])].slice(-MAX_LISTED);
  try {
    localStorage.setItem(LIST_KEY, JSON.stringify(all));
  } catch {
    // Without storage the browser caches no images either.
  }
}

/**
 * Remove all page files of the last holder; called by the sign-in screen. Over https the
 * server clears the browser's cache (Clear-Site-Data); otherwise each file is overwritten
 * by an empty or refused answer, which is not cached.
 */
export async function overwriteAllLoaded() {
  const paths = readList();
  if (!paths.length) return;
  if (isSecureContext) await post(addresses.fleetClearCache());
  else await overwrite(paths);
  localStorage.removeItem(LIST_KEY);
}

/** @param {string[]} paths */
async function overwrite(paths) {
  const overwriteNext = async () => {
    for (let path = paths.pop(); path; path = paths.pop()) {
      await fetch(path, OVERWRITE_REQUEST).catch(() => null);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, overwriteNext));
}

/**
 * The reading policy changed: never show images loaded before.
 * @param {number} document
 */
export function bypassLoaded(document) {
  bypassed.add(document);
}

/**
 * Put an answer that says nothing in the place of every image and word of a paper that
 * is withdrawn, or handled otherwise. It is asked for as such: the whole hall does so.
 * @param {number} document
 */
export async function overwriteLoaded(document) {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
  const urls = loaded.get(document) ?? [];
  loaded.delete(document);
  for (const url of urls) {
    await fetch(url, OVERWRITE_REQUEST).catch(() => null);
  }
  // What these refusals left in the list is no loaded page.
  loaded.delete(document);
}
