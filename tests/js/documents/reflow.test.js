import assert from "node:assert/strict";
import test from "node:test";
import { flow, join } from "../../../static/js/documents/text_view/reflow.js";
import { wordsToLines } from "../../../static/js/documents/text_view/lines.js";

const A4 = { width: 595, height: 842 };
const HEIGHT = 0.015;

/**
 * Set a line of words beginning at x, each letter a hundredth of the page wide.
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {number} [size] of the letters
 */
function line(x, y, text, size = 1) {
  let left = x;
  return text.split(" ").map((word) => {
    const width = word.length * 0.01 * size;
    const made = [left, y, width, HEIGHT * size, word];
    left += width + 0.008;
    return made;
  });
}

/** @param {import("../../../static/js/documents/text_view/reflow.js").Block[]} blocks */
const texts = (blocks) =>
  blocks.map((one) => (one.kind === "row" ? one.cells.join("|") : one.text));

const LONG = "Nghị quyết của Ban Chấp hành Đảng bộ tỉnh về chuyển đổi số giai đoạn mới";

test("lines of one paragraph become one text; a wider gap begins the next", () => {
  const blocks = flow(
    [
      ...line(0.1, 0.1, LONG),
      ...line(0.1, 0.125, LONG),
      ...line(0.1, 0.15, "được giao."),
      ...line(0.1, 0.2, LONG),
      ...line(0.1, 0.225, LONG),
    ],
    A4,
  );
  assert.deepEqual(texts(blocks), [`${LONG} ${LONG} được giao.`, `${LONG} ${LONG}`]);
  assert.deepEqual(new Set(blocks.map((one) => one.kind)), new Set(["paragraph"]));
});

test("a short last line or an indent parts paragraphs that stand close", () => {
  const after = [
    ...line(0.1, 0.1, LONG),
    ...line(0.1, 0.125, "hết."),
    ...line(0.1, 0.15, LONG),
    ...line(0.1, 0.175, LONG),
  ];
  assert.deepEqual(texts(flow(after, A4)), [`${LONG} hết.`, `${LONG} ${LONG}`]);
  const indented = [
    ...line(0.1, 0.1, LONG),
    ...line(0.1, 0.125, LONG),
    ...line(0.14, 0.15, LONG),
    ...line(0.1, 0.175, LONG),
  ];
  assert.deepEqual(texts(flow(indented, A4)), [`${LONG} ${LONG}`, `${LONG} ${LONG}`]);
});

test("headings are known by their height, by capitals and by their number", () => {
  const blocks = flow(
    [
      ...line(0.1, 0.05, "Báo cáo chuyển đổi", 2),
      ...line(0.1, 0.095, "số của tỉnh", 2),
      ...line(0.1, 0.2, LONG),
      ...line(0.1, 0.225, LONG),
      ...line(0.1, 0.25, LONG),
      ...line(0.1, 0.3, "ĐIỀU KHOẢN THI HÀNH"),
      ...line(0.1, 0.325, LONG),
      ...line(0.1, 0.35, LONG),
      ...line(0.1, 0.375, LONG),
      ...line(0.1, 0.4, "Điều 5. Hiệu lực"),
      ...line(0.1, 0.425, LONG),
    ],
    A4,
  );
  const headings = blocks.filter((one) => one.kind === "heading");
  assert.deepEqual(texts(headings), [
    "Báo cáo chuyển đổi số của tỉnh",
    "ĐIỀU KHOẢN THI HÀNH",
    "Điều 5. Hiệu lực",
  ]);
});

test("points of a list stay apart and keep their second lines", () => {
  const blocks = flow(
    [
      ...line(0.1, 0.1, `a) ${LONG}`),
      ...line(0.13, 0.125, "cho các ngành;"),
      ...line(0.1, 0.15, `b) ${LONG}`),
      ...line(0.1, 0.175, "- Việc thứ ba"),
    ],
    A4,
  );
  assert.deepEqual(texts(blocks), [
    `a) ${LONG} cho các ngành;`,
    `b) ${LONG}`,
    "- Việc thứ ba",
  ]);
});

test("a point that is a title of its own, and each line of a contents, end there", () => {
  const blocks = flow(
    [
      ...line(0.1, 0.1, "1. Bối cảnh"),
      ...line(0.14, 0.125, LONG),
      ...line(0.1, 0.15, LONG),
      ...line(0.1, 0.175, `2. ${LONG.slice(0, 40)}......................9`),
      ...line(0.1, 0.2, LONG),
    ],
    A4,
  );
  assert.deepEqual(texts(blocks), [
    "1. Bối cảnh",
    `${LONG} ${LONG}`,
    `2. ${LONG.slice(0, 40)} … 9`,
    LONG,
  ]);
});

test("cells of a row stay on one row, and blocks side by side do not mix", () => {
  const row = [
    ...line(0.1, 0.1, "1"),
    ...line(0.3, 0.1, "Lai Châu"),
    ...line(0.7, 0.1, "95%"),
  ];
  assert.deepEqual(flow(row, A4), [{ kind: "row", cells: ["1", "Lai Châu", "95%"] }]);
  const heads = [
    ...line(0.1, 0.1, "tỉnh uỷ sơn lâm"),
    ...line(0.1, 0.125, "số 09"),
    ...line(0.6, 0.1, "đảng cộng sản"),
    ...line(0.6, 0.125, "việt nam"),
  ];
  const all = texts(flow(heads, A4)).join("/");
  assert.ok(all.includes("sơn lâm") && all.indexOf("số 09") < all.indexOf("đảng"));
});

test("a broken foreign word is mended; a Vietnamese hyphen was meant", () => {
  assert.equal(join("qua inter-", "net vạn vật"), "qua internet vạn vật");
  assert.equal(join("kinh tế-", "xã hội"), "kinh tế-xã hội");
  assert.equal(join("giai đoạn 2021-", "2025"), "giai đoạn 2021-2025");
  assert.equal(join("như sau -", "một"), "như sau - một");
  assert.equal(join("phía Bắc-", "Nam"), "phía Bắc-Nam");
});

test("marks are put together and soft hyphens dropped", () => {
  const word = [0.1, 0.1, 0.1, 0.02, "Nghi\u0323\u00ad"];
  assert.deepEqual(wordsToLines([word], A4)[0]?.cells, ["Nghị"]);
});

test("whatever is no word is passed over", () => {
  for (const bad of [
    null,
    {},
    "x",
    [],
    [[]],
    [[0, 0, 0, 0, ""]],
    [[NaN, 0, 1, 1, "x"]],
    [["0", 0, 1, 1, "x"]],
    [[0, 0, 1, 1, 7]],
    [null],
  ]) {
    assert.deepEqual(flow(bad, A4), []);
  }
  const one = [[0.1, 0.1, 0.1, 0.02, "một"]];
  assert.deepEqual(texts(flow(one, { width: 0, height: 0 })), ["một"]);
});

test("what a link covers whole leads there; a word in a sentence does not", () => {
  const y = (/** @type {number} */ top) => top / (842 / 595);
  /** @type {import("../../../static/js/documents/reader/link_hit_test.js").Link[]} */
  const links = [
    [0.1, 0.1, 0.8, 0.015, 3],
    [0.1, y(0.166), 0.8, 0.015, 5],
    [0.1, y(0.3), 0.1, 0.015, 9],
  ];
  const blocks = flow(
    [
      ...line(0.1, 0.1, "Phần thứ nhất"),
      ...line(0.1, y(0.166), "Phần thứ hai"),
      ...line(0.1, y(0.3), LONG),
    ],
    { ...A4, links },
  );
  assert.deepEqual(texts(blocks), ["Phần thứ nhất", "Phần thứ hai", LONG]);
  assert.deepEqual(
    blocks.map((one) => one.page),
    [3, 5, undefined],
  );
});

test("lines that lead to different pages are no paragraph", () => {
  /** @type {import("../../../static/js/documents/reader/link_hit_test.js").Link[]} */
  const links = [
    [0.1, 0.1, 0.9, 0.015, 3],
    [0.1, 0.12, 0.9, 0.015, 3],
    [0.1, 0.14, 0.9, 0.015, 4],
  ];
  const words = [0.1, 0.12, 0.14].flatMap((y) => line(0.1, y, LONG));
  const blocks = flow(words, { ...A4, links });
  assert.deepEqual(texts(blocks), [`${LONG} ${LONG}`, LONG]);
  assert.deepEqual(
    blocks.map((one) => one.page),
    [3, 4],
  );
});
