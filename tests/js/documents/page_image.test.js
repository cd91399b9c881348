import assert from "node:assert/strict";
import test from "node:test";
import { PageImage } from "../../../static/js/documents/reader/page_image.js";

/** An image whose loading the test completes. */
class SlowImage {
  /** @type {SlowImage[]} */
  static all = [];
  src = "";
  constructor() {
    SlowImage.all.push(this);
  }
  decode() {
    return new Promise((resolve, reject) => {
      this.come = () => resolve(undefined);
      this.fail = () => reject(new Error("not there"));
    });
  }
  removeAttribute() {
    this.src = "";
    this.fail?.();
  }
}

/** @type {any} */ (globalThis).Image = SlowImage;

const wish = {
  width: 1200,
  images: { 160: "small", 1200: "sharp" },
  address: (/** @type {string} */ sha) => `/${sha}`,
  isWorthWaiting: () => false,
  isInFront: () => true,
};

/** @returns {{picture: PageImage, laid: string[]}} */
function make() {
  SlowImage.all.length = 0;
  /** @type {string[]} */
  const laid = [];
  const lay = (/** @type {{src: string}} */ image) => laid.push(image.src);
  return { picture: new PageImage(/** @type {any} */ (lay)), laid };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a quick picture comes alone", async () => {
  const { picture, laid } = make();
  const loading = picture.load(wish);
  SlowImage.all[0]?.come?.();
  assert.equal(await loading, "shown");
  assert.deepEqual(laid, ["/sharp"]);
});

test("a slow one is shown by its smallest until it comes", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { picture, laid } = make();
  const loading = picture.load(wish);
  context.mock.timers.tick(1000);
  SlowImage.all[1]?.come?.();
  await settled();
  assert.deepEqual(laid, ["/small"]);
  SlowImage.all[0]?.come?.();
  assert.equal(await loading, "shown");
  assert.deepEqual(laid, ["/small", "/sharp"]);
});

test("out of sight no smallest one is fetched", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { picture } = make();
  picture.load({ ...wish, isInFront: () => false });
  context.mock.timers.tick(1000);
  assert.equal(SlowImage.all.length, 1);
  picture.stop();
});

test("one turned past lets its connection go, and may be wanted again", async () => {
  const { picture, laid } = make();
  const loading = picture.load(wish);
  picture.stop();
  assert.equal(await loading, "stopped");
  assert.equal(SlowImage.all[0]?.src, "");
  assert.equal(picture.wanted, 0);
  const again = picture.load(wish);
  SlowImage.all[1]?.come?.();
  assert.equal(await again, "shown");
  assert.deepEqual(laid, ["/sharp"]);
});

test("what is not there is a failure", async () => {
  const { picture } = make();
  const loading = picture.load(wish);
  SlowImage.all[0]?.fail?.();
  assert.equal(await loading, "failed");
  assert.equal(picture.wanted, 0);
});
