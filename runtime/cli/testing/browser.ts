/** A real browser for tests of the page: Chromium, where it is installed. */
import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where the browser is; null where there is none. */
export const CHROMIUM = PLACES.find((path) => path !== undefined && existsSync(path)) ?? null;

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ARGUMENTS });
  onTestFinished(() => browser.close());
  return browser;
}

/** A tab of its own, in which nothing may go wrong unseen. */
export async function openTab(browser: Browser, url: string, width = 1280, height = 800): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height } });
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // That something is not there is told by the page in words.
    if (message.type() === "error" && !/status of 404/.test(message.text())) wrong.push(message.text());
  });
  page.setDefaultTimeout(15_000);
  onTestFinished(() => expect(wrong).toEqual([]));
  await page.goto(url);
  return page;
}

/** How many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
