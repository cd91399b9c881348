import assert from "node:assert/strict";
import test from "node:test";
import {
  validationMessage,
  localiseValidation,
} from "../../../static/js/base/validation_messages.js";

/** @param {string} flaw @param {object} more @returns {any} */
const field = (flaw, more = {}) => ({
  type: "text",
  min: "1",
  max: "9",
  minLength: 4,
  maxLength: 80,
  validity: { [flaw]: true },
  ...more,
});

test("each validation error has a message in the page's language", () => {
  const messages = {
    valueMissing: "Xin điền ô này.",
    badInput: "Xin nhập một số.",
    stepMismatch: "Xin nhập số nguyên.",
    rangeUnderflow: "Xin nhập số từ 1 trở lên.",
    rangeOverflow: "Xin nhập số không quá 9.",
    tooShort: "Xin nhập ít nhất 4 ký tự.",
    tooLong: "Xin nhập không quá 80 ký tự.",
    patternMismatch: "Nội dung chưa đúng dạng.",
    typeMismatch: "Nội dung chưa đúng dạng.",
  };
  for (const [flaw, words] of Object.entries(messages)) {
    assert.equal(validationMessage(field(flaw)), words);
  }
  assert.equal(
    validationMessage(field("valueMissing", { type: "select-one" })),
    "Xin chọn một mục.",
  );
});

/** A field that tells as a browser's does. */
class Box extends EventTarget {
  own = "";
  isEmpty = true;

  get validity() {
    return { customError: this.own !== "", valueMissing: this.isEmpty };
  }

  /** @param {string} words */
  setCustomValidity(words) {
    this.own = words;
  }
}

test("typing clears a message, but not the field's own", () => {
  const box = new Box();
  localiseValidation(box);
  box.dispatchEvent(new Event("invalid"));
  assert.equal(box.own, "Xin điền ô này.");
  // Asked once more before anything is typed: still ours, still the same.
  box.dispatchEvent(new Event("invalid"));
  box.dispatchEvent(new Event("input"));
  assert.equal(box.own, "");
  box.setCustomValidity("Không có phòng này.");
  box.dispatchEvent(new Event("invalid"));
  box.dispatchEvent(new Event("input"));
  assert.equal(box.own, "Không có phòng này.");
});
